package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/types/known/structpb"
)

const (
	fromComposite    = "FromCompositeFieldPath"
	combineComposite = "CombineFromComposite"
	toComposite      = "ToCompositeFieldPath"
)

// input is what a pipeline step hands over, as far as our compositions use it.
type input struct {
	APIVersion string    `json:"apiVersion"`
	Kind       string    `json:"kind"`
	Resources  []wantRes `json:"resources"`
}

type wantRes struct {
	Name            string           `json:"name"`
	Base            map[string]any   `json:"base"`
	Patches         []patch          `json:"patches"`
	ReadinessChecks []readinessCheck `json:"readinessChecks"`
}

type readinessCheck struct {
	Type string `json:"type"`
}

type patch struct {
	Type          string      `json:"type"`
	FromFieldPath string      `json:"fromFieldPath"`
	ToFieldPath   string      `json:"toFieldPath"`
	Combine       *combine    `json:"combine"`
	Transforms    []transform `json:"transforms"`
	Policy        *policy     `json:"policy"`
}

type policy struct {
	FromFieldPath string `json:"fromFieldPath"`
}

type combine struct {
	Variables []struct {
		FromFieldPath string `json:"fromFieldPath"`
	} `json:"variables"`
	Strategy string `json:"strategy"`
	String   struct {
		Format string `json:"fmt"`
	} `json:"string"`
}

type transform struct {
	Type    string         `json:"type"`
	Map     map[string]any `json:"map"`
	Convert *struct {
		ToType string `json:"toType"`
	} `json:"convert"`
	String *struct {
		Type    string `json:"type"`
		Format  string `json:"fmt"`
		Convert string `json:"convert"`
	} `json:"string"`
}

// readInput reads a step's input and refuses every field that this program does not know.
func readInput(s *structpb.Struct) ([]wantRes, error) {
	text, err := protojson.Marshal(s)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	in := input{}
	if err := d.Decode(&in); err != nil {
		return nil, fmt.Errorf("the stand-in for function-patch-and-transform does not know this input: %w", err)
	}
	for _, r := range in.Resources {
		for _, c := range r.ReadinessChecks {
			if c.Type != "None" {
				return nil, fmt.Errorf("resource %q: the stand-in does not know the readiness check %q", r.Name, c.Type)
			}
		}
		for i := range r.Patches {
			if err := r.Patches[i].complete(); err != nil {
				return nil, fmt.Errorf("resource %q, patch %d: %w", r.Name, i, err)
			}
		}
	}
	return in.Resources, nil
}

func (r wantRes) alwaysReady() bool {
	return len(r.ReadinessChecks) > 0
}

func (p *patch) complete() error {
	switch p.Type {
	case "":
		p.Type = fromComposite
	case fromComposite, toComposite, combineComposite:
	default:
		return fmt.Errorf("the stand-in does not know the patch type %q", p.Type)
	}
	if (p.Type == combineComposite) != (p.Combine != nil) {
		return fmt.Errorf("combine belongs to %s and nothing else", combineComposite)
	}
	if p.Combine != nil && (p.Combine.Strategy != "string" || len(p.Combine.Variables) == 0 || p.ToFieldPath == "") {
		return fmt.Errorf("combine needs the strategy string, variables and a toFieldPath")
	}
	if p.Combine == nil && p.FromFieldPath == "" {
		return fmt.Errorf("fromFieldPath is required")
	}
	if p.ToFieldPath == "" {
		p.ToFieldPath = p.FromFieldPath
	}
	if p.Policy != nil && p.Policy.FromFieldPath != "Required" && p.Policy.FromFieldPath != "Optional" {
		return fmt.Errorf("the stand-in does not know the policy %q", p.Policy.FromFieldPath)
	}
	return nil
}
