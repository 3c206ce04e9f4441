package cardproducts_test

import (
	"net/http"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
	"carddeck/web/webtest"
)

func TestShowFallsBackToTheCopyWhenMarqetaIsSilent(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	b.Post("/card-products", courier("cp-kept")).Status(http.StatusSeeOther).Follow()
	app.Silence()
	b.Get("/card-products/cp-kept").Status(http.StatusOK).Has("h1", "Courier cards").Has(".callout", "did not answer")
	b.Get("/card-products/cp-never").Status(http.StatusBadGateway).Has("h1", "did not answer")
	app.Wake()
	b.Get("/card-products/cp-never").Status(http.StatusNotFound).Has("h1", "no such card product")
}

func TestNamesAreTextHoweverTheyLook(t *testing.T) {
	app := webtest.New(t)
	b := app.As(auth.Product)
	form := courier("cp-hostile")
	form.Set("name", `<img src=x onerror=alert(1)>"'{{x}}`)
	p := b.Post("/card-products", form).Status(http.StatusSeeOther).Follow()
	p.Has("h1", `<img src=x onerror=alert(1)>"'{{x}}`).Lacks("img")
	b.Get("/card-products").Has("tbody", `<img src=x`).Lacks("img")
	b.Get("/card-products/cp-hostile/edit").Lacks("img")
}

func TestAdoptTakesInWhatWasMadeElsewhere(t *testing.T) {
	app := webtest.New(t)
	day, err := marqeta.ParseDate("2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{"a", "b", "c"} {
		if _, err := app.Program.CreateCardProduct(t.Context(), marqeta.CardProductRequest{Token: token, Name: "Made elsewhere " + token, StartDate: day}); err != nil {
			t.Fatal(err)
		}
	}
	b := app.As(auth.Product)
	b.Get("/card-products").Has(".empty", "No card product yet")
	app.Chores()
	b.Get("/card-products").Has("tbody", "Made elsewhere a").Has("tbody", "Made elsewhere c")
}
