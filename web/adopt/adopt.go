// Package adopt takes in what a program had before this console came, and what others
// make beside it, from the lists that Marqeta offers.
package adopt

import (
	"context"

	"carddeck/marqeta"
)

// pages bounds how many pages one Newest reads.
const pages = 50

// Newest walks a list from the last changed on and hands each object to keep, which
// tells whether it was news. It ends after a whole page without news. One known object
// does not end it: what this console made itself stands before what others made a moment
// earlier.
func Newest[T any](
	ctx context.Context, perPage int,
	list func(context.Context, marqeta.ListOptions) (marqeta.Page[T], error),
	keep func(context.Context, T) (news bool, err error),
) error {
	for page := range pages {
		found, err := list(ctx, marqeta.ListOptions{Count: perPage, StartIndex: perPage * page, SortBy: "-lastModifiedTime"})
		if err != nil {
			return err
		}
		fresh := false
		for _, object := range found.Data {
			news, err := keep(ctx, object)
			if err != nil {
				return err
			}
			fresh = fresh || news
		}
		if !fresh || !found.IsMore {
			return nil
		}
	}
	return nil
}
