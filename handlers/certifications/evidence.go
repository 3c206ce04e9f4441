package certifications

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/certify"
	"carddeck/store"
	views "carddeck/views/certifications"
	"carddeck/views/ui"
	"carddeck/web/certificate"
	"carddeck/web/problem"
	"carddeck/web/render"
)

// Evidence shows what was sent and received in one scenario.
func (h *Handler) Evidence(w http.ResponseWriter, r *http.Request) error {
	c, err := h.find(r.Context(), r.PathValue("name"))
	if err != nil {
		return err
	}
	number, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return problem.NotFound("scenario", of(c.Name), "The run")
	}
	result, err := h.result(r, c, number)
	if err != nil {
		return err
	}
	p := views.ResultPage{Back: of(c.Name), Where: "The run", Result: certificate.Result(result)}
	return render.Page(w, r, http.StatusOK, render.View{Title: result.Title, Section: root, Body: views.Evidence(p)})
}

func (h *Handler) result(r *http.Request, c store.Certification, number int64) (certify.Result, error) {
	var out certify.Result
	found, err := h.store.CertificationResult(r.Context(), c.ID, number)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return out, problem.NotFound("scenario", of(c.Name), "The run")
	case err != nil:
		return out, fmt.Errorf("find result of certification: %w", err)
	}
	if err := json.Unmarshal(found.Evidence, &out); err != nil {
		return out, fmt.Errorf("read the evidence of scenario %d: %w", number, err)
	}
	return out, nil
}

// report puts a run together again.
func (h *Handler) report(r *http.Request) (store.Certification, certify.Report, error) {
	c, err := h.find(r.Context(), r.PathValue("name"))
	if err != nil {
		return c, certify.Report{}, err
	}
	out := certify.Report{
		Gateway: c.Gateway, Webhook: c.Webhook, Limit: c.LimitMillis, Currency: c.Currency, Began: c.BeganAt, Ended: c.EndedAt, Results: []certify.Result{},
	}
	rows, err := h.store.CertificationResults(r.Context(), c.ID)
	if err != nil {
		return c, out, fmt.Errorf("list results of certification: %w", err)
	}
	for _, row := range rows {
		result, err := h.result(r, c, row.Number)
		if err != nil {
			return c, out, err
		}
		out.Results = append(out.Results, result)
	}
	return c, out, nil
}

// Report shows the report that is printed.
func (h *Handler) Report(w http.ResponseWriter, r *http.Request) error {
	c, report, err := h.report(r)
	if err != nil {
		return err
	}
	p := views.ReportPage{Back: of(c.Name), Report: certificate.Of(report)}
	p.Report.Facts = append(p.Report.Facts, ui.Fact{Label: "Run by", Value: ui.Text(c.OperatorEmail)})
	return render.Page(w, r, http.StatusOK, render.View{Title: "Certification report", Section: root, Body: views.Printed(p)})
}

// Download gives the report with all that was sent and received.
func (h *Handler) Download(w http.ResponseWriter, r *http.Request) error {
	c, report, err := h.report(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Disposition", `attachment; filename="certification-`+c.Name+`.json"`)
	return json.MarshalWrite(w, report, jsontext.WithIndent("  "))
}
