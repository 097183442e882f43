using Federated.Learning.Randomness;

namespace Federated.Conformance.Tests.Recommend;

/// <summary>
/// Generated customers and films in the manner of MovieLens-100K: tastes of low rank, a few films that most know, 20 films a customer at least, of which one is held out
/// together with 99 that the customer lacks.
/// </summary>
internal sealed class RatedFilms
{
    private const int Rank = 8;

    private RatedFilms(int films, int[][] histories, int[] targets, int[][] others) => (Films, Histories, Targets, Others) = (films, histories, targets, others);

    public int Films { get; }

    public int[][] Histories { get; }

    public int[] Targets { get; }

    private int[][] Others { get; }

    public static RatedFilms Generate(int customers, int films, int pairs, ulong seed)
    {
        var source = new SeededGenerator(seed);
        double[] fame = [.. Enumerable.Range(0, films).Select(film => -0.8 * Math.Log(film + 10.0))];
        double[][] kinds = [.. Enumerable.Range(0, films).Select(_ => Normals(source))];
        double[] sizes = [.. Enumerable.Range(0, customers).Select(_ => Math.Exp(Normals(source)[0]))];
        double spare = (pairs - (20.0 * customers)) / sizes.Sum();
        int[][] histories = new int[customers][], others = new int[customers][];
        var targets = new int[customers];
        for (int customer = 0; customer < customers; customer++)
        {
            double[] taste = Normals(source);
            int count = Math.Min((int)(20 + (spare * sizes[customer])), films - 120);
            int[] wanted = [.. Enumerable.Range(0, films)
                .Select(film => (Film: film, Wish: fame[film] + (1.2 * taste.Zip(kinds[film], (one, other) => one * other).Sum() / Math.Sqrt(Rank)) - Math.Log(-Math.Log(Open(source)))))
                .OrderByDescending(each => each.Wish).Take(count).Select(each => each.Film)];
            source.Shuffle<int>(wanted);
            (targets[customer], histories[customer]) = (wanted[0], wanted[1..]);
            int[] rest = [.. Enumerable.Range(0, films).Except(wanted)];
            source.Shuffle<int>(rest);
            others[customer] = rest[..99];
        }

        return new RatedFilms(films, histories, targets, others);
    }

    /// <summary>HR@10 and NDCG@10 of scores of all films for each customer.</summary>
    public (double Rate, double Gain) Quality(Func<int, float[]> scoresOf)
    {
        double rate = 0, gain = 0;
        for (int customer = 0; customer < Targets.Length; customer++)
        {
            float[] scores = scoresOf(customer);
            int rank = 1 + Others[customer].Count(film => scores[film] >= scores[Targets[customer]]);
            rate += rank <= 10 ? 1 : 0;
            gain += rank <= 10 ? 1 / Math.Log2(1 + rank) : 0;
        }

        return (rate / Targets.Length, gain / Targets.Length);
    }

    private static double Open(SeededGenerator source) => Math.Clamp(source.NextDouble(), 1e-12, 1 - 1e-12);

    private static double[] Normals(SeededGenerator source) =>
        [.. Enumerable.Range(0, Rank).Select(_ => Math.Sqrt(-2 * Math.Log(Open(source))) * Math.Cos(2 * Math.PI * source.NextDouble()))];
}
