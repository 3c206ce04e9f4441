package cardproducts_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestAFileCountsMoreThanTheText(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", "product.json")
	if err == nil {
		_, err = io.WriteString(file, `{"token":"cp-file","name":"From a file","start_date":"2026-04-01"}`)
	}
	if err == nil {
		err = form.WriteField("document", "{}")
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPost, app.People.URL+importPath+"/review", &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	for _, c := range b.Cookies() {
		req.AddCookie(c)
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(page), "Create From a file?") {
		t.Errorf("status %d, %v", resp.StatusCode, err)
	}
}
