package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"

	"carddeck/marqeta/sandbox"
)

// request is one kind of request. The first ****** in its path or body, as long as a
// token, is another token each time.
type request struct {
	name, method, path, body string
	kind                     string // of the body
	authorization            string
	status                   int
}

const fresh = "************************************"

var admin = "Basic " + base64.StdEncoding.EncodeToString([]byte(sandbox.DefaultApplicationToken.Reveal()+":"+sandbox.DefaultAdminAccessToken.Reveal()))

func read(path string) request {
	return request{name: "GET " + path, method: http.MethodGet, path: "/v3" + path, authorization: admin, status: http.StatusOK}
}

func create(path, body string) request {
	return request{method: http.MethodPost, path: "/v3" + path, body: body, kind: "application/json", authorization: admin, status: http.StatusCreated}
}

func stripe(method, path, body string) request {
	return request{method: method, path: path, body: body, kind: "application/x-www-form-urlencoded", authorization: "Bearer sk_test_123", status: http.StatusOK}
}

// pairs are what the sandbox and stripe-mock can both do.
var pairs = []struct {
	name         string
	ours, theirs request
}{
	{"GET one card", read("/cards/card_load"), stripe(http.MethodGet, "/v1/issuing/cards/ic_1", "")},
	{"GET list of cards", read("/cards/user/user_load"), stripe(http.MethodGet, "/v1/issuing/cards", "")},
	{"POST card", create("/cards", `{"token":"`+fresh+`","user_token":"user_load","card_product_token":"cp_load"}`),
		stripe(http.MethodPost, "/v1/issuing/cards", "currency=usd&type=virtual&cardholder=ich_1")},
	{"POST user", create("/users", `{"token":"`+fresh+`","first_name":"Ada","last_name":"Lovelace"}`),
		stripe(http.MethodPost, "/v1/customers", "name=Ada+Lovelace&email=ada@example.com")},
}

// reads are measured over few transactions and over many. The token is one of the
// oldest, in turn.
var reads = []request{
	read("/cards/card_load"),
	read("/transactions/" + fresh),
	read("/transactions?count=10"),
	read("/transactions?count=10&state=ALL&card_token=card_load"),
	read("/transactions?count=10&state=ALL&user_token=user_load"),
	read("/balances/user_load"),
}

var authorization = create("/simulations/cardtransactions/authorization", `{"card_token":"card_load","amount":10,"card_acceptor":{"mid":"11111","mcc":"5411","name":"Load"}}`)

// senders gives senders of this request.
func (r request) senders(number *numbers) func() sender {
	return r.written(func(_ int, token []byte) { number.write(token) })
}

// about gives senders of this request about one token after the other.
func (r request) about(tokens []string) func() sender {
	return r.written(func(i int, token []byte) { copy(token, tokens[i%len(tokens)]) })
}

func (r request) written(write func(i int, token []byte)) func() sender {
	return func() sender {
		wire := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: load\r\nAuthorization: %s\r\n", r.method, r.path, r.authorization)
		if r.body != "" {
			wire += fmt.Sprintf("Content-Type: %s\r\nContent-Length: %d\r\n", r.kind, len(r.body))
		}
		bytes := []byte(wire + "\r\n" + r.body)
		at := strings.Index(string(bytes), fresh)
		sent := 0
		return func() []byte {
			if at >= 0 {
				write(sent, bytes[at:at+len(fresh)])
			}
			sent++
			return bytes
		}
	}
}
