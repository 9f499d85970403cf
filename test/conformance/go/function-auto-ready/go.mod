module helical-gitops/test/conformance/function-auto-ready

go 1.25.0

tool github.com/crossplane-contrib/function-auto-ready

require github.com/crossplane-contrib/function-auto-ready v0.6.0
