-- Health of an Argo CD application. Sync waves of the root application wait for it.
-- Argo CD brings no check of its own for applications, and then nothing would wait.
local health = { status = "Progressing", message = "Waiting for the first comparison" }

local status = obj.status
if status == nil or status.health == nil or status.sync == nil then
  return health
end

-- After a change of the source, the old health stays until the next comparison.
local compared = status.sync.comparedTo
local source = obj.spec.source
if source ~= nil and compared ~= nil and compared.source ~= nil
  and (compared.source.targetRevision ~= source.targetRevision
    or compared.source.path ~= source.path
    or compared.source.repoURL ~= source.repoURL) then
  health.message = "Waiting for a comparison with the new source"
  return health
end

local operation = status.operationState
if obj.operation ~= nil or (operation ~= nil and operation.phase == "Running") then
  health.message = "Sync is running"
  return health
end
if operation ~= nil and status.sync.status == "OutOfSync"
  and (operation.phase == "Failed" or operation.phase == "Error") then
  return { status = "Degraded", message = operation.message or "The last sync failed" }
end

-- Until the next comparison, status and health are those from before the sync. Times are RFC 3339 in UTC.
if operation ~= nil and operation.finishedAt ~= nil and status.reconciledAt ~= nil
  and operation.finishedAt > status.reconciledAt then
  health.message = "Waiting for a comparison after the sync"
  return health
end

-- Before the first sync Argo CD may call an application healthy, since objects that are missing have no health.
local neverSynced = status.history == nil or next(status.history) == nil
if status.health.status == nil or status.health.status == "Missing"
  or (neverSynced and status.sync.status ~= "Synced") then
  health.message = "Not synced yet"
  return health
end
return { status = status.health.status, message = status.health.message or "" }
