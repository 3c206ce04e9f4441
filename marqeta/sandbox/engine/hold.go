package engine

import "strconv"

// HoldDays says for how many days an authorization holds money unless it is
// cleared: 7, 30 at lodgings and car rentals. Our call; Marqeta publishes 7 as the
// default of a merchant category group and nothing for merchants outside one.
func HoldDays(mcc string) int {
	n, err := strconv.Atoi(mcc)
	lodging := n == 7011 || (n >= 3501 && n <= 3999)
	rental := n == 7512 || n == 7513 || n == 7519 || (n >= 3351 && n <= 3441)
	if err == nil && (lodging || rental) {
		return 30
	}
	return 7
}
