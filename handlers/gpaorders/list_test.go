package gpaorders_test

import (
	"net/http"
	"testing"

	"carddeck/marqeta"
	"carddeck/web/auth"
)

func TestWhatJITFundingOrdered(t *testing.T) {
	t.Parallel()
	app := start(t)
	made := buy(t, app, marqeta.SimulateAuthorization, "card_ada", "10", `Aegis <b>"&`)
	if made.GPAOrder == nil {
		t.Fatal("the purchase has no gpa_order")
	}
	back := buy(t, app, marqeta.SimulateRefund, "card_ada", "6", "Aegis")
	b := app.As(auth.Support)
	page := b.Get("/gpa-orders/"+made.GPAOrder.Token).Status(200).
		Has("h1", "Funded: 10.00 USD for a purchase, still on hold").Has(".badge", "JIT Funding").
		Has("#source", "program: a program funding source").
		Has(`#transactions a[href="/transactions/`+made.Token+`"]`, `Aegis <b>"&`).Lacks("#transactions b").
		Lacks(".actions a")
	if rows := page.Doc.Find("#transactions tbody tr").Length(); rows != 1 {
		t.Errorf("the order paid %d transactions, want 1", rows)
	}
	b.Get("/transactions/"+made.Token).Has(`#funding a[href="/gpa-orders/`+made.GPAOrder.Token+`"]`, "")
	if back.GPAOrderUnload == nil {
		t.Fatal("the refund has no gpa_order_unload")
	}
	b.Get("/gpa-orders/"+back.GPAOrderUnload.Token).Status(200).Has("h1", "Returned: 6.00 USD from the account of Ada Okafor").Has(".badge", "Unload")
	app.As(auth.Ops).Get("/gpa-orders/"+made.GPAOrder.Token+"/unload").Status(http.StatusConflict).Has("h1", "cannot be unloaded")

	list := b.Get("/gpa-orders").Status(200).Has("tbody", "10.00 USD").Has("tbody", "−6.00 USD").
		Has(`tbody a[href="/transactions/`+made.Token+`"]`, "Purchase").Has(`tbody a[href="/funding-sources/northwind"]`, "Northwind").
		Has(`tbody a[href="/users/ada"]`, "Ada Okafor").Lacks(`a[href="/gpa-orders/new"]`)
	if rows := list.Doc.Find("tbody tr").Length(); rows != 2 {
		t.Errorf("the list has %d orders, want 2", rows)
	}
}

func TestListFilters(t *testing.T) {
	t.Parallel()
	app := start(t)
	ops := app.As(auth.Ops)
	ops.Get("/gpa-orders").Status(200).Has(".empty", "No GPA order yet").Has(`.empty a[href="/gpa-orders/new"]`, "Load an account")
	ops.Submit("/gpa-orders/new", load).Status(http.StatusSeeOther)
	buy(t, app, marqeta.SimulateAuthorization, "card_ada", "10", "Aegis")
	for query, want := range map[string]int{
		"": 2, "?state=PENDING": 1, "?state=COMPLETION": 1, "?state=DECLINED": 0, "?user=ben": 1, "?user=ada&state=COMPLETION": 0,
		"?funding_source=northwind": 2, "?funding_source=another": 0,
	} {
		page := ops.Get("/gpa-orders" + query).Status(200)
		if got := page.Doc.Find("tbody tr").Length(); got != want {
			t.Errorf("%s: got %d orders, want %d", query, got, want)
		}
		if want == 0 {
			page.Has(".empty", "No GPA order matches")
		}
	}
	ops.Get("/gpa-orders?user=ben").Has(".chips", "User ben").Has("tbody", "Load")
	ops.Get("/gpa-orders?older=x").Status(http.StatusBadRequest)
}
