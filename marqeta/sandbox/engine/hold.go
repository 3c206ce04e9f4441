package engine

import (
	"strconv"
	"time"
)

// HoldFor says how long an authorization holds money unless it is cleared: 7 days,
// 30 at lodgings and car rentals. Our call; Marqeta publishes 7 as the default of
// a merchant category group and nothing for merchants outside one.
func HoldFor(mcc string) time.Duration {
	const days = 24 * time.Hour
	n, err := strconv.Atoi(mcc)
	lodging := n == 7011 || (n >= 3501 && n <= 3999)
	rental := n == 7512 || n == 7513 || n == 7519 || (n >= 3351 && n <= 3441)
	if err == nil && (lodging || rental) {
		return 30 * days
	}
	return 7 * days
}
