package sandbox_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	secret = "P@ssw0rd"
	better = "N3w#secret"
)

// as calls with another password than the admin access token.
func (p *program) as(token, method, path, body string) answer {
	p.Helper()
	req, err := http.NewRequest(method, p.url+path, strings.NewReader(body))
	if err != nil {
		p.Fatal(err)
	}
	req.SetBasicAuth("sandbox_application_token", token)
	req.Header.Set("Content-Type", "application/json")
	return p.send(req)
}

// login sets up ada, bob, their cards and what ada may log in with.
func (p *program) login() *program {
	p.Helper()
	p.managed()
	p.holder("bob", "cp")
	p.put("/users/ada", `{"email":"ada@example.com","password":"`+secret+`"}`).is(200).has("authentication.last_password_update_channel", "USER_CHANGE",
		"authentication.last_password_update_time", "2026-03-02T10:15:30Z", "authentication.email_verified", "false").lacks("password")
	return p
}

func (p *program) session() string {
	p.Helper()
	return p.as("", "POST", "/users/auth/login", `{"email":"Ada@example.com","password":"`+secret+`"}`).is(200).text("access_token.token")
}

func TestLogin(t *testing.T) {
	t.Parallel()
	p := start(t).login()
	p.as("", "POST", "/users/auth/login", `{"user_token":"ada","password":"`+secret+`"}`).is(200).has("user.token", "ada", "access_token.user_token", "ada",
		"access_token.one_time", "false", "access_token.expires", "2026-03-03T10:15:30Z").lacks("user.password")
	for _, body := range []string{
		`{}`, `{"user_token":"ada"}`, `{"user_token":"ada","password":"wrong"}`, `{"user_token":"bob","password":""}`, `{"email":"","password":""}`,
		`{"user_token":"none","password":"` + secret + `"}`, `{"user_token":"bob","password":"` + secret + `"}`,
		`{"user_token":"bob","email":"ada@example.com","password":"` + secret + `"}`,
	} {
		if a := p.as("", "POST", "/users/auth/login", body).is(401); string(a.raw) != `{"error_code":"401001","error_message":"Invalid credential has been detected"}` {
			t.Errorf("login with %s = %s", body, a.raw)
		}
	}
	mine := p.session()
	p.as(mine, "GET", "/users/ada", "").is(200).has("email", "ada@example.com")

	// The last login is the only one, until it is logged out or its time is over.
	next := p.session()
	p.as(mine, "GET", "/users/ada", "").is(401)
	p.as(next, "POST", "/users/auth/logout", "").is(204)
	p.as(next, "GET", "/users/ada", "").is(401)
	p.as(next, "POST", "/users/auth/logout", "").is(401)
	last := p.session()
	p.clock.advance(24*time.Hour - time.Second)
	p.as(last, "GET", "/users/ada", "").is(200)
	p.clock.advance(time.Second)
	p.as(last, "GET", "/users/ada", "").is(401)
	p.post("/users/auth/logout", nil).refused(400, "400001")
}

// How long a refusal takes does not tell whether there is such a user: nothing is
// refused without a hash, which takes many times as long as all the rest.
func TestLoginTakesItsTime(t *testing.T) {
	p := start(t).login()
	const wrong = `{"user_token":"ada","password":"wrong"}`
	least := map[string]time.Duration{}
	for range 5 {
		for _, body := range []string{
			wrong, `{"user_token":"none","password":"wrong"}`, `{"email":"none@example.com","password":"wrong"}`, `{"user_token":"bob","password":"wrong"}`, `{}`,
		} {
			began := time.Now()
			p.as("", "POST", "/users/auth/login", body).is(401)
			if took := time.Since(began); least[body] == 0 || took < least[body] {
				least[body] = took
			}
		}
	}
	for body, took := range least {
		if took < least[wrong]/10 {
			t.Errorf("login with %s took %v, with a wrong password %v", body, took, least[wrong])
		}
	}
}

// A user sees what is its own and nothing else.
func TestLevels(t *testing.T) {
	t.Parallel()
	p := start(t).login()
	charged := p.simulate("authorization", map[string]any{"card_token": "card_ada", "amount": 10}).text("transaction.token")
	other := p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 10}).text("transaction.token")
	mine := p.session()
	for _, path := range []string{
		"/users/ada", "/users/ada/ssn", "/usertransitions/user/ada", "/velocitycontrols/user/ada/available", "/balances/ada", "/cards/user/ada", "/cards/card_ada", "/cards/card_ada/showpan",
		"/cards/card_ada/transactions", "/transactions/" + charged,
	} {
		p.as(mine, "GET", path, "").is(200)
		single := p.as(mine, "POST", "/users/auth/onetime", "").is(201).has("one_time", "true", "user_token", "ada").text("token")
		p.as(single, "GET", path, "").is(200)
		p.as(single, "GET", path, "").is(401)
	}
	for _, path := range []string{
		"/users/bob", "/users/bob/ssn", "/usertransitions/user/bob", "/velocitycontrols/user/bob/available", "/balances/bob", "/cards/user/bob", "/cards/card_bob", "/cards/card_bob/showpan", "/cards/none",
		"/cards/card_bob/transactions", "/transactions/" + other, "/transactions/none", "/users", "/transactions", "/ping", "/webhooks", "/users/ada/notes",
		"/_sandbox/emails", "/_sandbox/deliveries", "/users/none", "/nothing/here", "/velocitycontrols",
	} {
		p.as(mine, "GET", path, "").refused(403, "403001")
		p.as("", "GET", path, "").refused(401, "401001")
	}
	p.as(mine, "PUT", "/users/ada", `{"first_name":"Ada"}`).is(200)
	p.as(mine, "PUT", "/users/bob", `{"first_name":"Ada"}`).is(403)
	p.as(mine, "POST", "/users", `{}`).is(403)
	p.as(mine, "PATCH", "/users/ada", "").is(403)
	p.as("somebody", "POST", "/users/auth/login", `{}`).is(401)
}

func TestSingleUseTokens(t *testing.T) {
	t.Parallel()
	p := start(t).login()
	byProgram := p.post("/users/auth/onetime", `{"user_token":"bob"}`).is(201).has("user_token", "bob", "expires", "2026-03-02T10:20:30Z").text("token")
	p.as(byProgram, "GET", "/users/bob", "").is(200)
	byPassword := p.as("", "POST", "/users/auth/onetime", `{"email":"ada@example.com","password":"`+secret+`"}`).is(201).text("token")
	p.as(byPassword, "POST", "/users/auth/onetime", "").is(403) // and is spent by it
	p.as(byPassword, "GET", "/users/ada", "").is(401)
	late := p.post("/users/auth/onetime", `{"user_token":"bob"}`).is(201).text("token")
	p.clock.advance(5 * time.Minute)
	p.as(late, "GET", "/users/bob", "").is(401)
	p.as("", "POST", "/users/auth/onetime", `{"email":"ada@example.com","password":"wrong"}`).is(401)
	p.post("/users/auth/onetime", `{"user_token":"none"}`).refused(400, "400010")
	p.post("/users/auth/onetime", `{"user_token":"ada","password":"wrong"}`).is(401)
}

func TestClientTokens(t *testing.T) {
	t.Parallel()
	p := start(t).login()
	made := p.post("/users/auth/clientaccesstoken", `{"card_token":"card_ada"}`).is(201).has("created", "2026-03-02T10:15:30Z", "expires", "2026-03-02T10:20:30Z", "card_token", "card_ada")
	token := made.text("token")
	p.get("/users/auth/clientaccesstoken/"+token).is(200).has("token", token, "card_token", "card_ada")
	p.as(token, "GET", "/cards/card_bob/showpan", "").is(403) // and is spent by it
	p.as(token, "GET", "/cards/card_ada/showpan", "").is(401)
	p.get("/users/auth/clientaccesstoken/"+token).refused(404, "404001")

	token = p.post("/users/auth/clientaccesstoken", `{"card_token":"card_ada"}`).is(201).text("token")
	if pan := p.as(token, "GET", "/cards/card_ada/showpan?show_cvv_number=true&expand=user", "").is(200).lacks("user").text("pan"); len(pan) != 16 || strings.Contains(pan, "_") {
		t.Errorf("pan = %q, want it in clear", pan)
	}
	p.as(token, "GET", "/cards/card_ada/showpan", "").is(401)
	late := p.post("/users/auth/clientaccesstoken", `{"card_token":"card_ada"}`).is(201).text("token")
	p.clock.advance(5 * time.Minute)
	p.as(late, "GET", "/cards/card_ada/showpan", "").is(401)
	p.post("/users/auth/clientaccesstoken", `{"card_token":"none"}`).refused(400, "400002")
	p.post("/users/auth/clientaccesstoken", `{}`).refused(400, "400001")
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	p := start(t).login()
	mine := p.session()
	change := func(current, next string) answer {
		p.Helper()
		return p.as(mine, "POST", "/users/auth/changepassword", `{"current_password":"`+current+`","new_password":"`+next+`"}`)
	}
	change("wrong", better).is(401)
	change(secret, "weak").refused(400, "400001")
	change(secret, better).is(204)
	p.as("", "POST", "/users/auth/login", `{"user_token":"ada","password":"`+secret+`"}`).is(401)
	p.as(mine, "GET", "/users/ada", "").is(200) // still logged in
	p.post("/users/auth/changepassword", `{"current_password":"a","new_password":"b"}`).refused(400, "400001")

	p.as("", "POST", "/users/auth/resetpassword", `{"email":"nobody@example.com"}`).is(204)
	p.get("/_sandbox/emails").is(200).has("count", "0")
	p.as("", "POST", "/users/auth/resetpassword", `{"email":"ada@example.com"}`).is(204)
	p.as("", "POST", "/users/auth/resetpassword", `{}`).refused(400, "400001")
	mail := p.get("/_sandbox/emails?user_token=ada").is(200).has("count", "1", "data.0.to", "ada@example.com", "data.0.subject", "password_reset").text("data.0.secret")
	reset := func(token, user string) answer {
		p.Helper()
		return p.as("", "POST", "/users/auth/resetpassword/"+token, `{"user_token":"`+user+`","new_password":"`+secret+`"}`)
	}
	reset("guess", "ada").refused(400, "400001")
	reset(mail, "bob").refused(400, "400001")
	reset(mail, "ada").is(204)
	reset(mail, "ada").refused(400, "400001")
	p.get("/users/ada").has("authentication.last_password_update_channel", "USER_RESET")
	p.as(mine, "GET", "/users/ada", "").is(401)
	p.session()
}

func TestEmailVerification(t *testing.T) {
	t.Parallel()
	p := start(t).login()
	mine := p.session()
	p.as(mine, "POST", "/users/auth/verifyemail", "").is(204)
	p.post("/users/auth/verifyemail", nil).refused(400, "400001")
	mail := p.get("/_sandbox/emails").is(200).has("data.0.subject", "email_verification").text("data.0.secret")
	p.as("", "POST", "/users/auth/verifyemail/guess", "").refused(400, "400001")
	p.as("", "POST", "/users/auth/verifyemail/"+mail, "").is(204)
	p.as("", "POST", "/users/auth/verifyemail/"+mail, "").refused(400, "400001")
	p.get("/users/ada").has("authentication.email_verified", "true", "authentication.email_verified_time", "2026-03-02T10:15:30Z")
	p.put("/users/ada", `{"email":"ada@example.org"}`).is(200).has("authentication.email_verified", "false").lacks("authentication.email_verified_time")
	p.as(mine, "POST", "/users/auth/verifyemail", "").is(204)
	late := p.get("/_sandbox/emails").text("data.0.secret")
	p.clock.advance(24 * time.Hour)
	p.as("", "POST", "/users/auth/verifyemail/"+late, "").refused(400, "400001")
}

// Whoever reads the file learns no password and no token that is good.
func TestSecretsAreNotKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, inFolder(dir)).login()
	mine := p.session()
	client := p.post("/users/auth/clientaccesstoken", `{"card_token":"card_ada"}`).is(201).text("token")
	p.stop()
	for name, content := range filesIn(t, dir) {
		for _, s := range []string{secret, mine, client} {
			if strings.Contains(content, s) {
				t.Errorf("%s has %q in it", name, s)
			}
		}
	}
	again := start(t, inFolder(dir))
	again.as(mine, "GET", "/users/ada", "").is(200)
	again.as(client, "GET", "/cards/card_ada/showpan", "").is(200)
}

// filesIn reads a folder.
func filesIn(t testing.TB, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(content)
	}
	return files
}
