package checks

import (
	"math"
	"slices"
)

// How sure a difference must be, as the two-sided point of the normal distribution:
// 2.5 % for time and 0.5 % for failures, which come in bunches.
const (
	sureOfTime     = 2.2414
	sureOfFailures = 2.8070
)

// roundingScatter is less than one rank or one failed request brings about.
const roundingScatter = 1e-6

// beyondNoise tests whether two series have different means, knowing that
// neighbours in time are alike: a line that was slow a second ago is slow now, and
// 100 probes of it say less than 100 independent ones would.
//
// It is Student's test (on ranks: Conover and Iman, The American Statistician 35,
// 1981) with as many values as the series are worth: n / tau (Bayley and Hammersley,
// Journal of the Royal Statistical Society B 8, 1946). tau is the largest of three:
// the least that is always assumed, since a short series shows no long swings; the
// initial monotone sequence of autocorrelations (Geyer, Statistical Science 7, 1992);
// and that of a first-order series whose coefficient is freed of its bias (Kendall,
// Biometrika 41, 1954). Where too little is left after that, nothing was measured.
func beyondNoise(a, b []float64, sure, leastTau float64) (beyond, measured bool) {
	within := scatter(a, b, 0)
	difference := math.Abs(mean(a) - mean(b))
	if within < roundingScatter {
		return difference > roundingScatter, true
	}
	tau := max(leastTau, monotoneTau(a, b), firstOrderTau(a, b))
	short := float64(min(len(a), len(b)))
	// A series lies closer to its own mean than to the true one.
	variance := within / float64(len(a)+len(b)-2) / max(0.05, 1-tau/short)
	worthA, worthB := float64(len(a))/tau, float64(len(b))/tau
	freedom := worthA + worthB - 2
	if freedom < 3 {
		return false, false
	}
	return difference > studentPoint(sure, freedom)*math.Sqrt(variance*(1/worthA+1/worthB)), true
}

// scatter sums, over both series, the products of values that lie lag apart, each
// taken from its series' own mean.
func scatter(a, b []float64, lag int) (sum float64) {
	for _, series := range [][]float64{a, b} {
		m := mean(series)
		for i := lag; i < len(series); i++ {
			sum += (series[i] - m) * (series[i-lag] - m)
		}
	}
	return sum
}

func monotoneTau(a, b []float64) float64 {
	whole := scatter(a, b, 0)
	tau, last := -1.0, math.Inf(1)
	for lag := 0; lag+1 < min(len(a), len(b))/2; lag += 2 {
		pair := (scatter(a, b, lag) + scatter(a, b, lag+1)) / whole
		if pair <= 0 {
			break
		}
		last = min(last, pair)
		tau += 2 * last
	}
	return tau
}

func firstOrderTau(a, b []float64) float64 {
	rho := scatter(a, b, 1) / scatter(a, b, 0)
	rho += (1 + 4*rho) / (float64(len(a)+len(b)) / 2)
	rho = min(max(rho, 0), 0.97)
	return (1 + rho) / (1 - rho)
}

// studentPoint is the point of Student's distribution that lies where x lies in the
// normal one (Abramowitz and Stegun, 26.7.5; good from 3 degrees of freedom).
func studentPoint(x, freedom float64) float64 {
	x2 := x * x
	return x + x/freedom*((x2+1)/4+
		((5*x2+16)*x2+3)/(96*freedom)+
		(((3*x2+19)*x2+17)*x2-15)/(384*freedom*freedom)+
		((((79*x2+776)*x2+1482)*x2-1920)*x2-945)/(92160*freedom*freedom*freedom))
}

// fifthsApart cuts each series into fifths and asks that the middle of every one lie
// beyond those of all of the other. It is plain to anybody, and holds where a line has
// a bad minute that a formula takes for its usual state.
func fifthsApart(a, b []float64) bool {
	x, y := fifths(a), fifths(b)
	return slices.Max(x) < slices.Min(y) || slices.Max(y) < slices.Min(x)
}

func fifths(series []float64) []float64 {
	middles := make([]float64, 5)
	for i := range middles {
		middles[i] = median(series[i*len(series)/5 : (i+1)*len(series)/5])
	}
	return middles
}

func mean(all []float64) (m float64) {
	for _, v := range all {
		m += v / float64(len(all))
	}
	return m
}

// median is the middle one, or between the two in the middle; 0 of none.
func median(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	all = slices.Sorted(slices.Values(all))
	return (all[(len(all)-1)/2] + all[len(all)/2]) / 2
}
