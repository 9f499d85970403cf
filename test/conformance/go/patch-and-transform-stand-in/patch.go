package main

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/crossplane/crossplane-runtime/pkg/fieldpath"
)

// apply copies a value from one object into another. A missing source is an error only where it is required.
func (p patch) apply(from, to *fieldpath.Paved) error {
	value, err := p.source(from)
	if fieldpath.IsNotFound(err) && (p.Policy == nil || p.Policy.FromFieldPath == "Optional") {
		return nil
	}
	if err != nil {
		return err
	}
	for _, t := range p.Transforms {
		if value, err = t.apply(value); err != nil {
			return err
		}
	}
	return to.SetValue(p.ToFieldPath, value)
}

func (p patch) source(from *fieldpath.Paved) (any, error) {
	if p.Combine == nil {
		return from.GetValue(p.FromFieldPath)
	}
	values := make([]any, 0, len(p.Combine.Variables))
	for _, variable := range p.Combine.Variables {
		value, err := from.GetValue(variable.FromFieldPath)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return fmt.Sprintf(p.Combine.String.Format, values...), nil
}

func (t transform) apply(value any) (any, error) {
	switch {
	case t.Type == "map" && t.Map != nil:
		key, ok := value.(string)
		if !ok {
			return nil, fmt.Errorf("map looks up strings, not %T", value)
		}
		mapped, ok := t.Map[key]
		if !ok {
			return nil, fmt.Errorf("map has no entry for %q", key)
		}
		return mapped, nil
	case t.Type == "convert" && t.Convert != nil && t.Convert.ToType == "string":
		return asText(value)
	case t.Type == "string" && t.String != nil && t.String.Type == "Format":
		return fmt.Sprintf(t.String.Format, value), nil
	case t.Type == "string" && t.String != nil && t.String.Type == "Convert" && t.String.Convert == "ToJson":
		text, err := json.Marshal(value)
		return string(text), err
	default:
		return nil, fmt.Errorf("the stand-in does not know the transform %q", t.Type)
	}
}

func asText(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	default:
		return "", fmt.Errorf("%T cannot be converted to a string", value)
	}
}
