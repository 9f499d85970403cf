"""How people sign on: by OpenID Connect when openid-connect.json lies beside this file, else by password."""

import json
import os
from pathlib import Path
from typing import Any

from airflow.providers.fab.auth_manager.security_manager.override import FabAirflowSecurityManagerOverride
from flask_appbuilder.const import AUTH_DB, AUTH_OAUTH

_settings_file = Path(__file__).with_name("openid-connect.json")
_PROVIDER = "openid-connect"


class OpenIdConnectSecurityManager(FabAirflowSecurityManagerOverride):
    """Reads a user from the claims of any OpenID Connect provider."""

    def get_oauth_user_info(self, provider: str, resp: dict[str, Any]) -> dict[str, Any]:
        if provider != _PROVIDER:
            return super().get_oauth_user_info(provider, resp)
        claims = resp.get("userinfo") or self.oauth_remotes[provider].userinfo(token=resp)
        groups = claims.get(_settings["rolesClaim"], [])
        return {
            # The subject alone is unique for ever; a mail address may be given to somebody else.
            "username": claims["sub"],
            "email": claims.get("email", ""),
            "first_name": claims.get("given_name", ""),
            "last_name": claims.get("family_name", ""),
            "role_keys": [groups] if isinstance(groups, str) else list(groups),
        }


if _settings_file.exists():
    _settings = json.loads(_settings_file.read_text())
    AUTH_TYPE = AUTH_OAUTH
    AUTH_USER_REGISTRATION = True
    AUTH_USER_REGISTRATION_ROLE = "Viewer"
    # Who leaves the group loses the role at the next sign-on.
    AUTH_ROLES_SYNC_AT_LOGIN = True
    AUTH_ROLES_MAPPING = {_settings["adminGroup"]: ["Admin"]}
    SECURITY_MANAGER_CLASS = OpenIdConnectSecurityManager
    OAUTH_PROVIDERS = [
        {
            "name": _PROVIDER,
            "icon": "fa-sign-in",
            "token_key": "access_token",
            "remote_app": {
                "client_id": _settings["clientId"],
                # Only the api-server signs people on; other components load this file without the secret.
                "client_secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                "server_metadata_url": f"{_settings['issuer']}/.well-known/openid-configuration",
                "client_kwargs": {"scope": "openid email profile", "code_challenge_method": "S256"},
            },
        }
    ]
else:
    AUTH_TYPE = AUTH_DB
