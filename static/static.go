// Package static carries the style sheet, the icons and the scripts that the
// pages load, under names that change with their content, so that a browser may
// keep each for ever.
package static

import (
	"embed"
	"io/fs"
	"net/http"

	"github.com/benbjohnson/hashfs"
)

//go:embed dist vendor
var embedded embed.FS

// Prefix is where Handler is mounted.
const Prefix = "/static/"

var hashed = hashfs.NewFS(flat{embedded})

// URL gives the address of a file by its plain name, such as "app.css". An
// unknown name gives an address that answers 404.
func URL(name string) string { return Prefix + hashed.HashName(name) }

// Handler serves the files. Names with a hash may be cached for a year.
func Handler() http.Handler {
	return http.StripPrefix(Prefix, hashfs.FileServer(hashed))
}

// Icon gives the address of one symbol of the icon sprite.
func Icon(name string) string { return icons + name }

var icons = URL("icons.svg") + "#"

// flat shows dist and vendor as one folder, since pages do not care who wrote a file.
type flat struct{ fs fs.FS }

func (f flat) Open(name string) (fs.File, error) {
	file, err := f.fs.Open("dist/" + name)
	if err != nil {
		return f.fs.Open("vendor/" + name)
	}
	return file, nil
}

// Text gives a file's content by its plain name, for what has to stand without this
// server; an unknown name gives none.
func Text(name string) string {
	text, err := fs.ReadFile(flat{embedded}, name)
	if err != nil {
		return ""
	}
	return string(text)
}
