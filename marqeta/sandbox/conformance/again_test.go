package conformance_test

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
)

// again wants the resource that was made or changed from its own path, and sends
// it back there as it came: an update ignores what cannot be changed.
func (w *walker) again(a answer) {
	w.Helper()
	one := w.path
	if w.method == http.MethodPost {
		one += "/{token}"
	}
	methods, ok := w.d.Paths[one]
	token, _ := a.object()["token"].(string)
	if !ok || token == "" || w.method == http.MethodGet || !strings.HasSuffix(one, "/{token}") {
		return
	}
	path := strings.Replace(one, "{token}", token, 1)
	if _, ok := methods["get"]; ok && w.built(http.MethodGet, one) {
		got := w.call(http.MethodGet, path, nil)
		if !reflect.DeepEqual(got.object(), a.object()) {
			w.find(w, w.name(), "is not what GET gives", fmt.Sprintf("%s and %s", a.raw, got.raw))
		}
		w.count("resources read again")
	}
	if _, ok := methods["put"]; ok && w.built(http.MethodPut, one) {
		for _, body := range []any{map[string]any{}, a.object()} {
			put := w.call(http.MethodPut, path, body)
			if !put.ok() || put.status == http.StatusOK && !reflect.DeepEqual(put.object(), a.object()) {
				w.find(w, "PUT "+one, "does not leave what it is sent back", fmt.Sprintf("%s %s = %d %s, was %s", put.call, put.sent, put.status, put.raw, a.raw))
			}
			w.count("resources sent back")
		}
	}
}
