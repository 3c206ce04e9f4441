package declines

import "strconv"

// Chart is how many declines fell into each step of time, as bars.
type Chart struct {
	Label  string // says the same in words
	Counts []int64
	Wide   bool
}

// bar is one bar in the units of the drawing.
type bar struct{ x, y, width, height string }

const chartHeight = 24

// step is the width of a bar with the gap behind it.
func (c Chart) step() int {
	if c.Wide {
		return 10
	}
	return 4
}

func (c Chart) width() string { return strconv.Itoa(max(1, len(c.Counts)) * c.step()) }

// bars scales to the largest; a step with any decline is seen.
func (c Chart) bars() []bar {
	most := int64(1)
	for _, n := range c.Counts {
		most = max(most, n)
	}
	var out []bar
	for i, n := range c.Counts {
		height := int64(1) // the ground line
		if n > 0 {
			height = max(3, n*chartHeight/most)
		}
		out = append(out, bar{strconv.Itoa(i * c.step()), strconv.FormatInt(chartHeight-height, 10),
			strconv.Itoa(c.step() - 1), strconv.FormatInt(height, 10)})
	}
	return out
}
