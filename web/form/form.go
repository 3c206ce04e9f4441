// Package form reads a request's form into a struct and says what is wrong with it,
// one sentence a field. Rules about one field stand in validate tags; rules between
// fields and rules of the world are added by the handler.
package form

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"

	decoder "github.com/go-playground/form/v4"
	"github.com/go-playground/locales/en"
	translator "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"
	entrans "github.com/go-playground/validator/v10/translations/en"

	"carddeck/views/back"
	"carddeck/views/environment"
	"carddeck/views/ui"
	"carddeck/web/auth"
	"carddeck/web/problem"
)

// Errors holds a sentence per field, keyed by the field's form name.
type Errors map[string]string

// Add keeps the first sentence of a field.
func (e Errors) Add(field, sentence string) {
	if _, taken := e[field]; !taken {
		e[field] = sentence
	}
}

// Refusal words the errors for the top of a form. Order names the fields as they stand
// on the page, each with its label.
func (e Errors) Refusal(nothing, reference string, order []ui.Fault) ui.Refusal {
	if len(e) == 0 {
		return ui.Refusal{}
	}
	out := ui.Refusal{Title: nothing + ": one answer needs a change", Reference: reference}
	if len(e) > 1 {
		out.Title = fmt.Sprintf("%s: %d answers need a change", nothing, len(e))
	}
	for _, f := range order {
		if sentence, wrong := e[f.Field]; wrong {
			out.Faults = append(out.Faults, ui.Fault{Field: f.Field, Text: f.Text + ": " + sentence})
		}
	}
	if sentence, wrong := e["confirmation"]; wrong {
		out.Faults = append(out.Faults, ui.Fault{Field: "confirmation", Text: "Confirmation: " + sentence})
	}
	return out
}

// maxFields bounds a form's nesting and size beyond what the body limit does.
const maxFields = 200

var read = newDecoder()

func newDecoder() *decoder.Decoder {
	d := decoder.NewDecoder()
	d.SetMaxArraySize(maxFields)
	return d
}

// Read fills into from the request's body, or on GET from the address, so that a link
// can open a form filled in. Every value is trimmed first, since a required field of
// spaces is empty, and what is no text is replaced. What cannot be read is a
// *problem.Problem, whose cause holds nothing that was typed: it goes to the log.
func Read(r *http.Request, into any) error {
	if err := r.ParseForm(); err != nil {
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			return &problem.Problem{Status: http.StatusRequestEntityTooLarge, Title: "The form is too large",
				Detail: "Shorten what was typed and send it again. Nothing was changed.", Err: err}
		}
		return &problem.Problem{Status: http.StatusBadRequest, Title: "The form could not be read",
			Detail: "Go back, reload the page and send it again. Nothing was changed.", Err: err}
	}
	back.Note(r.Context(), auth.Back(r.PostForm.Get("back")))
	given := r.PostForm
	if r.Method == http.MethodGet {
		given = r.URL.Query()
	}
	for _, values := range given {
		for i := range values {
			values[i] = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(values[i], "\uFFFD"), "\x00", "\uFFFD"))
		}
	}
	if err := read.Decode(into, given); err != nil {
		return &problem.Problem{Status: http.StatusBadRequest, Title: "The form could not be read",
			Detail: "Go back, reload the page and send it again. Nothing was changed.", Err: unfit(err)}
	}
	return nil
}

// unfit names the fields that could not be decoded; the decoder's own words repeat the
// values.
func unfit(err error) error {
	fields, ok := errors.AsType[decoder.DecodeErrors](err)
	if !ok {
		return errors.New("decode form")
	}
	return fmt.Errorf("decode form: unfit values of %s", strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
}

// Confirm adds an error when the environment is production and its name was not typed.
func Confirm(r *http.Request, errs Errors) {
	e := environment.From(r.Context())
	if e.Kind == environment.Production && strings.TrimSpace(r.PostFormValue("confirmation")) != e.Name {
		errs.Add("confirmation", "Type "+e.Name+" exactly, since this changes real cards.")
	}
}

var validate, words = newValidator()

func newValidator() (*validator.Validate, translator.Translator) {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string { return f.Tag.Get("form") })
	locale := en.New()
	t, _ := translator.New(locale, locale).GetTranslator("en")
	must(entrans.RegisterDefaultTranslations(v, t))
	for tag, rule := range rules {
		if rule.check != nil {
			must(v.RegisterValidation(tag, rule.check))
		}
		must(v.RegisterTranslation(tag, t,
			func(t translator.Translator) error { return t.Add(tag, rule.sentence, true) },
			func(t translator.Translator, fe validator.FieldError) string {
				sentence, err := t.T(tag, fe.Param())
				if err != nil {
					return fe.Error()
				}
				return sentence
			}))
	}
	return v, t
}

// Check gives a sentence for every field that breaks a rule of its tag. It is empty,
// never nil, when all is well.
func Check(in any) Errors {
	out := Errors{}
	err := validate.Struct(in)
	if err == nil {
		return out
	}
	broken, ok := errors.AsType[validator.ValidationErrors](err)
	if !ok {
		panic(fmt.Errorf("check form: %w", err)) // a struct that cannot be checked is our mistake
	}
	for _, fe := range broken {
		out.Add(fe.Field(), fe.Translate(words))
	}
	return out
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
