package sandbox_test

import (
	"net/http"
	"strings"
	"testing"
)

// Base addresses with and without a slash at their end are joined with paths with
// and without one at their beginning; collections are written with one at theirs.
func TestAddressesAsClientsJoinThem(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	root := strings.TrimSuffix(p.url, "/v3")
	for address, token := range map[string]string{
		"/v3/users/bob": "bob", "/v3//users/bob": "bob", "//v3/users/bob": "bob", "/v3/users//bob": "bob", "/v3/users/bob/": "bob", "/v3/users/bob//": "bob",
		"/v3/cards/card_bob?expand=user": "card_bob", "/v3//cards/card_bob/?fields=token": "card_bob", "/v3/fundingsources//program/fs_gpa/": "fs_gpa",
	} {
		req, err := http.NewRequest("GET", root+address, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.SetBasicAuth("sandbox_application_token", "sandbox_admin_access_token")
		p.send(req).is(200).has("token", token)
	}
	p.post("/users/", `{"token":"eve"}`).is(201)
	p.get("//users/").is(200).has("count", "2")
	p.get("/nothing/").refused(404, "404001")

	// Slashes of a token are not of the path.
	p.post("/users", `{"token":"a//b/"}`).is(201)
	p.get("/users//a%2F%2Fb%2F/").is(200).has("token", "a//b/")
}

// What a client leaves empty is not asked for, what it repeats is one list, and
// what nobody knows is ignored.
func TestQueriesAsClientsWriteThem(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	for query, want := range map[string]string{
		"fields=token&fields=status":                                   `{"token":"bob","status":"ACTIVE"}`,
		"fields=token,status":                                          `{"token":"bob","status":"ACTIVE"}`,
		"fields=token&count=&start_index=&sort_by=&search_type=":       `{"token":"bob"}`,
		"fields=token&fields%5B0%5D=status&sortBy=nothing&startIndex=": `{"token":"bob"}`,
		"fields=token&count=5&start_index=0&sort_by=-lastModifiedTime": `{"token":"bob"}`,
	} {
		p.get("/users?"+query).is(200).has("data.0", want)
	}
	for _, flag := range []string{"true", "True", "TRUE"} {
		if pan := p.get("/cards/card_bob/showpan?show_cvv_number=" + flag).is(200).text("cvv_number"); len(pan) != 3 {
			t.Errorf("show_cvv_number=%s: cvv_number = %q", flag, pan)
		}
	}
	p.get("/cards/card_bob/showpan?show_cvv_number=False").is(200).lacks("cvv_number")
}

// Java, JavaScript, Ruby and Python each have a way to write a time.
func TestTimesAsClientsWriteThem(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	for _, begin := range []string{
		"2026-03-02", "2026-03-02T10:15:30Z", "2026-03-02T10:15:30.123Z", "2026-03-02T10:15:30.123%2B0000", "2026-03-02T10:15:30.12",
		"2026-03-02T10:15:30", "2026-03-02T12:15:30%2B02:00", "2026-03-02T12:15:30+02:00", "2026-03-02T05:15:30-0500",
	} {
		p.get("/transactions?start_date="+begin+"&end_date=2026-03-03&type=&user_token=bob").is(200).has("count", "1")
	}
	p.get("/transactions?start_date=2026-03-03T00:00:00.0&end_date=2026-03-04").is(200).has("count", "0")
	p.get("/transactions?start_date=yesterday").refused(400, "400001")

	for born, want := range map[string]string{
		"1990-01-15": "1990-01-15", "1990-01-15T00:00:00Z": "1990-01-15", "1990-01-15T00:00:00.000+0000": "1990-01-15", "1990-01-15T23:30:00.000-08:00": "1990-01-15",
		"1990-01-15T08:30:00": "1990-01-15", "Mon, 15 Jan 1990 08:30:00 GMT": "1990-01-15", "": "",
	} {
		p.post("/users", map[string]any{"birth_date": born}).is(201).has("birth_date", want)
	}
	p.post("/users", map[string]any{"birth_date": "15/01/1990"}).refused(400, "400037")
}
