// Package main is a test-only stand-in for function-patch-and-transform, for machines that cannot get the real
// one. It follows the documentation of the parts that our compositions use, and refuses every other input, so
// that it never agrees by ignoring something. What it accepts shows that our compositions mean what their
// previews say; only the real function shows that the function reads them so.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/crossplane/crossplane-runtime/pkg/fieldpath"
	function "github.com/crossplane/function-sdk-go"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
	"github.com/crossplane/function-sdk-go/request"
	"github.com/crossplane/function-sdk-go/resource"
	"github.com/crossplane/function-sdk-go/response"
)

const howLongAnAnswerHolds = time.Minute

// standIn serves the requests of Crossplane's core and of `crossplane render`.
type standIn struct {
	fnv1.UnimplementedFunctionRunnerServiceServer
}

// RunFunction answers which resources a composite resource asks for, and what its status says.
func (standIn) RunFunction(_ context.Context, req *fnv1.RunFunctionRequest) (*fnv1.RunFunctionResponse, error) {
	rsp := response.To(req, howLongAnAnswerHolds)
	if err := compose(req, rsp); err != nil {
		response.Fatal(rsp, err)
	}
	return rsp, nil
}

func compose(req *fnv1.RunFunctionRequest, rsp *fnv1.RunFunctionResponse) error {
	wanted, err := readInput(req.GetInput())
	if err != nil {
		return err
	}
	observedXR, err := request.GetObservedCompositeResource(req)
	if err != nil {
		return err
	}
	observed, err := request.GetObservedComposedResources(req)
	if err != nil {
		return err
	}
	desiredXR, err := request.GetDesiredCompositeResource(req)
	if err != nil {
		return err
	}
	desired, err := request.GetDesiredComposedResources(req)
	if err != nil {
		return err
	}
	// The core fills kind and name in again; a desired composite without them is no object.
	desiredXR.Resource.SetAPIVersion(observedXR.Resource.GetAPIVersion())
	desiredXR.Resource.SetKind(observedXR.Resource.GetKind())

	withheld := false
	for _, w := range wanted {
		seen, exists := observed[resource.Name(w.Name)]
		out := resource.NewDesiredComposed()
		out.Resource.Object = w.Base
		from, to := fieldpath.Pave(observedXR.Resource.Object), fieldpath.Pave(out.Resource.Object)
		missing := ""
		for i, p := range w.Patches {
			if p.Type == toComposite {
				if !exists {
					continue
				}
				if err := p.apply(fieldpath.Pave(seen.Resource.Object), fieldpath.Pave(desiredXR.Resource.Object)); err != nil {
					return fmt.Errorf("resource %q, patch %d: %w", w.Name, i, err)
				}
				continue
			}
			if err := p.apply(from, to); err != nil {
				missing = fmt.Sprintf("resource %q, patch %d: %v", w.Name, i, err)
			}
		}
		if missing != "" {
			response.Warning(rsp, fmt.Errorf("%s", missing))
			if !exists {
				withheld = true
				continue
			}
		}
		if exists && w.alwaysReady() {
			out.Ready = resource.ReadyTrue
		}
		desired[resource.Name(w.Name)] = out
	}

	if err := response.SetDesiredCompositeResource(rsp, desiredXR); err != nil {
		return err
	}
	if err := response.SetDesiredComposedResources(rsp, desired); err != nil {
		return err
	}
	if withheld {
		rsp.GetDesired().GetComposite().Ready = fnv1.Ready_READY_FALSE
	}
	return nil
}

func main() {
	network := flag.String("network", "tcp", "network to listen on")
	address := flag.String("address", "", "address to listen on")
	certs := flag.String("tls-certs-dir", "", "folder with tls.crt, tls.key and ca.crt")
	insecure := flag.Bool("insecure", false, "listen without TLS")
	flag.Parse()
	err := function.Serve(standIn{}, function.Listen(*network, *address), function.MTLSCertificates(*certs), function.Insecure(*insecure))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
