package users

import (
	"cmp"
	"strings"

	"carddeck/marqeta"
	"carddeck/views/ui"
	"carddeck/views/users"
)

func statusMark(s marqeta.UserStatus) ui.Mark { return users.Status(string(s)) }

// called is what people call the user: the name, or the token of one without.
func called(u marqeta.User) string { return cmp.Or(ui.Name(u.Name()), u.Token) }

// address writes where a user lives on one line.
func address(u marqeta.User) string {
	var parts []string
	for _, part := range []string{u.Address1, u.Address2, u.City, strings.TrimSpace(u.State + " " + u.PostalCode), u.Country} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func yesNo(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}
