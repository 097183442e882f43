using Federated.Learning.Randomness;
using Federated.Tasks.Recommend;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Recommend;

public sealed class OcclusionTests
{
    private const int Items = 12;

    [Fact]
    public void Shares_OfAModelThatAddsItemsUp_AreWhatEachAddsAgainstTheMean() => Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), seed =>
    {
        var generator = new SeededGenerator(seed);
        double[][] adds = [.. Enumerable.Range(0, Items).Select(_ => Enumerable.Range(0, Items).Select(_ => generator.NextDouble()).ToArray())];
        int[] had = [.. Enumerable.Range(0, Items)];
        generator.Shuffle<int>(had);
        var customer = new CustomerHistory(1, [.. had[..(1 + generator.NextBelow(6))]], 0);
        int latest = 1 + generator.NextBelow(6);
        double[][] shares = Occlusion.Shares(new AddingScorer(adds), Items, customer, [3, 7], latest);
        for (int place = 0; place < customer.Items.Length; place++)
        {
            bool isRead = place >= customer.Items.Length - latest;
            double[] line = adds[customer.Items[place]];
            Assert.Equal(isRead ? line[3] - line.Average() : 0, shares[0][place], 1e-5);
            Assert.Equal(isRead ? line[7] - line.Average() : 0, shares[1][place], 1e-5);
        }
    }).QuickCheckThrowOnFailure();

    private sealed class AddingScorer(double[][] adds) : IItemScorer
    {
        // A constant beside what items add: it changes no order and must not count.
        public void Score(CustomerHistory customer, Span<float> scores)
        {
            for (int item = 0; item < scores.Length; item++)
                scores[item] = (float)(customer.Items.Sum(had => adds[had][item]) + (5 * customer.Items.Length));
        }

        public double[][] Shares(CustomerHistory customer, IReadOnlyList<int> items) => throw new InvalidOperationException("Occlusion asks for scores alone.");

        public double Likeness(int item, int other) => 0;
    }
}
