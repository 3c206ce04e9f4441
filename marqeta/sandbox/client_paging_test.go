package sandbox_test

import (
	"encoding/json"
	"fmt"
	"testing"
)

// page is a list as clients read it.
type page struct {
	Count      int  `json:"count"`
	StartIndex int  `json:"start_index"`
	EndIndex   int  `json:"end_index"`
	IsMore     bool `json:"is_more"`
	Data       []struct {
		Token string `json:"token"`
	} `json:"data"`
}

// Libraries walk lists in different ways; each must meet everything once.
func TestPagesAsClientsWalkThem(t *testing.T) {
	t.Parallel()
	p := start(t).standard()
	for i := range 11 {
		p.post("/users", map[string]any{"token": fmt.Sprintf("user_%02d", i), "first_name": "Ada"}).is(201)
		p.simulate("authorization", map[string]any{"card_token": "card_bob", "amount": 1})
	}
	// next tells where the following page begins, or -1.
	walks := map[string]func(requested int, got page) int{
		"by what was asked for, until nothing is left": func(requested int, got page) int {
			if !got.IsMore {
				return -1
			}
			return got.StartIndex + requested
		},
		"behind the last": func(_ int, got page) int {
			if !got.IsMore {
				return -1
			}
			return got.EndIndex + 1
		},
		"by what came, until nothing comes": func(_ int, got page) int {
			if got.Count == 0 || len(got.Data) == 0 {
				return -1
			}
			return got.StartIndex + got.Count
		},
		"by what came, until a page is not full": func(requested int, got page) int {
			if len(got.Data) < requested {
				return -1
			}
			return got.StartIndex + len(got.Data)
		},
	}
	lists := map[string]func(path string) answer{
		"/users?sort_by=-lastModifiedTime&": p.get,
		"/users?":                           p.get,
		"/users?sort_by=firstName&":         p.get,
		"/users/lookup?":                    func(path string) answer { return p.post(path, "{}") },
		"/transactions?user_token=bob&":     p.get,
		"/transactions?user_token=bob&type=&state=ALL&sort_by=created_time&": p.get,
	}
	for list, ask := range lists {
		for name, next := range walks {
			for _, size := range []int{1, 4, 5, 6, 10} {
				met := map[string]bool{}
				for at := 0; at >= 0; {
					var got page
					if a := ask(fmt.Sprintf("%scount=%d&start_index=%d", list, size, at)).is(200); json.Unmarshal(a.raw, &got) != nil || got.Count != len(got.Data) {
						t.Fatalf("%s = %s", a.call, a.raw)
					}
					for _, one := range got.Data {
						if met[one.Token] {
							t.Errorf("%s in pages of %d, %s: %s came twice", list, size, name, one.Token)
						}
						met[one.Token] = true
					}
					at = next(size, got)
				}
				if len(met) != 12 {
					t.Errorf("%s in pages of %d, %s: %d came, want 12", list, size, name, len(met))
				}
			}
		}
	}
}
