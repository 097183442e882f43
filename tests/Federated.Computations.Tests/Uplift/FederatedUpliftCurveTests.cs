using Federated.Computations.Uplift;
using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Uplift;

namespace Federated.Computations.Tests.Uplift;

public sealed class FederatedUpliftCurveTests
{
    private static readonly CurveOptions Options = new() { Learners = [(0, 1)], RowBound = 100_000, Effect = 0.1, Permutations = 199, Seed = 5 };

    [Fact]
    public void Apply_TwoNodes_CountsEveryBinExactly()
    {
        ContactedRows[] nodes = [Draw(400, 1, 0.4, 0.5), Draw(300, 2, 0.4, 0.2)];
        CurveState state = Run(Options, nodes);
        LearnerBins bins = state.Learners[0];
        for (int bin = 0; bin < Options.Bins; bin++)
        {
            var inBin = nodes.SelectMany(node => Enumerable.Range(0, node.Responses.Length).Where(row => Options.BinOf(0, node.Predictions[0][row]) == bin).Select(row => (node.Treated[row], Response: node.Responses[row]))).ToArray();
            Assert.Equal(inBin.Count(row => row.Item1), bins.Treated[bin]);
            Assert.Equal(inBin.Count(row => !row.Item1), bins.Untreated[bin]);
            Assert.Equal(inBin.Where(row => row.Item1).Sum(row => row.Response), bins.TreatedResponses[bin], 1e-6);
            Assert.Equal(inBin.Where(row => !row.Item1).Sum(row => row.Response), bins.UntreatedResponses[bin], 1e-6);
        }

        Assert.Equal(UpliftVerdict.Of(Run(Options, nodes, exact: true)).Figure.Coefficient, UpliftVerdict.Of(state).Figure.Coefficient, 1e-6);
    }

    [Fact]
    public void Of_OneNodeHalfContacted_AgreesWithTheUpliftCurveOfRows()
    {
        ContactedRows rows = Draw(20_000, 3, 0.6, 0.5);
        UpliftVerdict verdict = UpliftVerdict.Of(Run(Options with { Permutations = 0, Bins = 100 }, [rows]));
        float[] scores = [.. rows.Predictions[0].Select(each => (float)each)], responses = [.. rows.Responses.Select(each => (float)each)];
        // Both are areas below curves of extra responses by row; theirs ends at the difference of means, which is this one's average effect.
        double area = UpliftMetrics.AreaUnderUpliftCurve(scores, responses, rows.Treated) - (verdict.AverageEffect / 2);
        Assert.Equal(area, verdict.Figure.Coefficient, 3 * verdict.Figure.Error);
        Assert.Equal(0.6 / 12, verdict.Figure.Coefficient, 3 * verdict.Figure.Error);
        Assert.InRange(verdict.Figure.Coefficient / verdict.Figure.Error, 3, 100);
    }

    [Fact]
    public void Of_SameEffectOnAll_HasAChanceThatIsEven()
    {
        double[] chances = [.. Enumerable.Range(0, 200).Select(draw => UpliftVerdict.Of(Run(
            Options with { Seed = (ulong)draw, Permutations = 99 }, [Draw(120, 10_000 + (2 * (ulong)draw), 0, 0.5), Draw(150, 10_001 + (2 * (ulong)draw), 0, 0.15)], exact: true)).Chance)];
        // Of 200 at 5 %, more than 18 come with a chance of 0.4 %; of 200 at 50 %, fewer than 79 with 0.2 %.
        Assert.InRange(chances.Count(chance => chance <= 0.05), 0, 18);
        Assert.InRange(chances.Count(chance => chance <= 0.5), 79, 121);
    }

    [Fact]
    public void Of_PredictionsThatAreAllTheSame_HasNoSignal()
    {
        ContactedRows rows = Draw(300, 4, 0.6, 0.5);
        UpliftVerdict verdict = UpliftVerdict.Of(Run(Options with { Learners = [(0.1, 0)] }, [rows with { Predictions = [new double[300]] }]));
        Assert.Equal(0, verdict.Figure.Studentised);
        Assert.Equal(1, verdict.Chance);
        Assert.Equal(2, verdict.Points.Length);
    }

    [Fact]
    public void Of_BlindBand_LiesAroundTheStraightLine()
    {
        UpliftVerdict verdict = UpliftVerdict.Of(Run(Options, [Draw(2000, 6, 0.6, 0.5)]));
        Assert.All(verdict.Points, point => Assert.InRange(point.Blind, point.Low, point.High));
        Assert.Contains(verdict.Points, point => point.Gain > point.High);
        Assert.Equal(verdict.Points[^1].Blind, verdict.Points[^1].Gain, 1e-9);
        Assert.Equal(1.0 / 200, verdict.Chance, 1e-9);
    }

    [Fact]
    public void Contribute_NodeThatContactedNearlyAll_SendsZeros()
    {
        ContactedRows rows = Draw(400, 7, 0, 0.5) with { Treated = [.. Enumerable.Range(0, 400).Select(row => row > 2)] };
        var curve = new FederatedUpliftCurve();
        var contribution = new Contribution(curve.Specify(new CurveState(Options)));
        curve.Contribute(new CurveState(Options), rows, contribution);
        Assert.All(contribution.Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Read_DamagedSnapshot_IsRefused()
    {
        ModelSnapshot snapshot = CurveSnapshot.Write(Run(Options, [Draw(100, 8, 0, 0.5)]));
        Assert.Throws<ContributionException>(() => CurveSnapshot.Read(snapshot, Options with { Permutations = 99 }));
        Assert.Throws<ContributionException>(() => CurveSnapshot.Read(snapshot, Options with { Learners = [(0, 1), (0, 1)], Permutations = 0 }));
        Assert.Throws<ContributionException>(() => CurveSnapshot.Read(SimulatedRounds.With(snapshot, "bins_1", 0, -1), Options));
        Assert.Throws<ContributionException>(() => CurveSnapshot.Read(SimulatedRounds.With(snapshot, "bins_1", 5, -1), Options));
    }

    [Fact]
    public void TargetingFigure_RowsApart_IsTheMeanOfEffectsTimesTheirLead()
    {
        // Two rows in two bins: the higher leads by a quarter, the lower lags by one.
        TargetingFigure figure = TargetingFigure.Of([1, 1], [-3, 5], [9, 25]);
        Assert.Equal(((5 * 0.25) - (-3 * 0.25)) / 2, figure.Coefficient, 1e-12);
        Assert.Equal(Math.Sqrt((25 + 9) / 16.0) / 2, figure.Error, 1e-12);
    }

    private static CurveState Run(CurveOptions options, ContactedRows[] nodes, bool exact = false)
    {
        var curve = new FederatedUpliftCurve();
        var state = new CurveState(options);
        CurveState done = curve.Apply(state, exact ? SimulatedSum.Exact(curve, state, nodes) : SimulatedSum.Quantised(curve, state, nodes, 1));
        return CurveSnapshot.Read(Safetensors.Read(Safetensors.Write(CurveSnapshot.Write(done))), options);
    }

    // Prediction z of uniform spread; chance to respond 0.3 + 0.2·z/√12, and 0.1 + strength·z/√12 more when contacted.
    private static ContactedRows Draw(int rows, ulong seed, double strength, double share)
    {
        var generator = new SeededGenerator(seed);
        double[] predictions = new double[rows], responses = new double[rows], expected = new double[rows];
        var treated = new bool[rows];
        for (int row = 0; row < rows; row++)
        {
            double place = generator.NextDouble() - 0.5;
            predictions[row] = place * Math.Sqrt(12);
            treated[row] = generator.NextDouble() < share;
            responses[row] = generator.NextDouble() < 0.4 + (0.2 * place) + (treated[row] ? 0.1 + (strength * place) : 0) ? 1 : 0;
            expected[row] = 0.4 + (0.2 * place) + (share * 0.1);
        }

        return new ContactedRows([predictions], responses, expected, treated, seed);
    }
}
