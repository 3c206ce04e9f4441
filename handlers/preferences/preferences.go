// Package preferences keeps what an operator likes on this browser.
package preferences

import (
	"net/http"

	"carddeck/web/auth"
	"carddeck/web/form"
	"carddeck/web/render"
)

// Handler serves the preferences.
type Handler struct{ secure bool }

// New makes the handler; secure tells that the console is reached over https.
func New(secure bool) *Handler { return &Handler{secure} }

// Theme keeps the chosen theme in a cookie for a year; "system" forgets it.
func (h *Handler) Theme(w http.ResponseWriter, r *http.Request) error {
	var in struct {
		Theme string `form:"theme"`
		Back  string `form:"back"`
	}
	if err := form.Read(r, &in); err != nil {
		return err
	}
	c := &http.Cookie{Name: render.ThemeCookie, Path: "/", HttpOnly: true, Secure: h.secure, SameSite: http.SameSiteLaxMode, MaxAge: -1}
	if in.Theme == "light" || in.Theme == "dark" {
		c.Value, c.MaxAge = in.Theme, 365*24*3600
	}
	http.SetCookie(w, c)
	return render.Redirect(w, r, auth.Local(in.Back))
}
