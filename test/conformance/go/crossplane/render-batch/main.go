// Package main renders many composite resources with the renderer of the Crossplane CLI, in one process. The
// first line of its input names the composition and where the functions listen; each further line is a
// composite resource, and is answered by one line.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/crossplane-runtime/v2/pkg/logging"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource/unstructured/composed"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource/unstructured/composite"

	apiextensionsv1 "github.com/crossplane/crossplane/v2/apis/apiextensions/v1"
	pkgv1 "github.com/crossplane/crossplane/v2/apis/pkg/v1"
	"github.com/crossplane/crossplane/v2/cmd/crank/render"
)

const (
	longestLine   = 16 << 20
	oneRenderTime = 20 * time.Second
)

type job struct {
	Composition *apiextensionsv1.Composition `json:"composition"`
	// Functions by name, with the address where each listens.
	Functions map[string]string `json:"functions"`
}

type answer struct {
	Composite map[string]any              `json:"composite,omitempty"`
	Composed  []composed.Unstructured     `json:"composed"`
	Results   []unstructured.Unstructured `json:"results,omitempty"`
	Error     string                      `json:"error,omitempty"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, longestLine)
	out := json.NewEncoder(os.Stdout)
	if !in.Scan() {
		return fmt.Errorf("no job on the first line: %w", in.Err())
	}
	j := job{}
	if err := json.Unmarshal(in.Bytes(), &j); err != nil {
		return fmt.Errorf("the job on the first line: %w", err)
	}
	functions := make([]pkgv1.Function, 0, len(j.Functions))
	for name, target := range j.Functions {
		functions = append(functions, pkgv1.Function{ObjectMeta: metav1.ObjectMeta{Name: name, Annotations: map[string]string{
			render.AnnotationKeyRuntime:                  string(render.AnnotationValueRuntimeDevelopment),
			render.AnnotationKeyRuntimeDevelopmentTarget: target,
		}}})
	}
	for in.Scan() {
		if err := out.Encode(renderOne(j.Composition, functions, in.Bytes())); err != nil {
			return err
		}
	}
	return in.Err()
}

func renderOne(composition *apiextensionsv1.Composition, functions []pkgv1.Function, line []byte) answer {
	xr := composite.New()
	if err := json.Unmarshal(line, &xr.Unstructured); err != nil {
		return answer{Error: err.Error()}
	}
	ctx, cancel := context.WithTimeout(context.Background(), oneRenderTime)
	defer cancel()
	rendered, err := render.Render(ctx, logging.NewNopLogger(), render.Inputs{
		CompositeResource: xr,
		Composition:       composition,
		Functions:         functions,
	})
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{
		Composite: rendered.CompositeResource.Object,
		Composed:  rendered.ComposedResources,
		Results:   rendered.Results,
	}
}
