module helical-gitops/test/conformance/function-patch-and-transform

go 1.25.0

tool github.com/crossplane-contrib/function-patch-and-transform

require github.com/crossplane-contrib/function-patch-and-transform v0.9.3
