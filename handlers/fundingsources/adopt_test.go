package fundingsources_test

import (
	"testing"

	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestAdoptTakesInWhatCardProductsName(t *testing.T) {
	app := webtest.New(t)
	app.Tutorial()
	b := app.As(auth.Admin)
	b.Get("/funding-sources").Lacks("tbody")
	app.Chores()
	b.Get("/funding-sources").Has("tbody", "Program funding")
	b.Get("/").Has(".guide li:first-child", "Done").Has(".guide li:nth-child(3)", "Ada Lindqvist")
}
