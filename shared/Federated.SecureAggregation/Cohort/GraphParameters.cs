using System.Diagnostics.CodeAnalysis;

namespace Federated.SecureAggregation.Cohort;

/// <summary>
/// The degree and the threshold of the sparse graph: the smallest even degree at which, whoever the colluders are and whoever drops out, the honest
/// survivors stay connected and their secrets stay both safe and recoverable, except with a chance of 2^−40 (σ) and 2^−20 (η). Bell, Bonawitz, Gascón,
/// Lepoint and Raykova, "Secure Single-Server Aggregation with (Poly)Logarithmic Overhead", CCS 2020, in the exact form of hypergeometric tails in which
/// federated-compute computes it (<c>fcp/secagg/server/graph_parameter_finder.cc</c>).
/// </summary>
/// <param name="Degree">k: neighbours of each member, even.</param>
/// <param name="Threshold">t: of a member's neighbours, those whose shares rebuild its secret.</param>
public sealed record GraphParameters(int Degree, int Threshold)
{
    private const int SecurityBits = 40;
    private const int CorrectnessBits = 20;
    private const double FeasibleShare = 0.9;

    /// <summary>Finds the smallest graph.</summary>
    /// <param name="members">n, at least 1.</param>
    /// <param name="colluders">⌊γn⌋.</param>
    /// <param name="dropouts">⌊δn⌋.</param>
    /// <param name="splitsShares">Whether the coordinator may ask some neighbours for shares of one kind and others for the other kind; true for a lying one.</param>
    /// <param name="found">The graph.</param>
    /// <returns>False when only the complete graph will do.</returns>
    public static bool TryFind(int members, int colluders, int dropouts, bool splitsShares, [NotNullWhen(true)] out GraphParameters? found)
    {
        found = null;
        if (splitsShares && colluders + (2.0 * dropouts) > FeasibleShare * members)
        {
            return false;
        }

        Hypergeometric tails = new(members);
        double connectivity = -(SecurityBits + 1) * Math.Log(2);
        for (int degree = 2; degree < members - 1 && found is null; degree += 2)
        {
            if (degree <= colluders + dropouts && LogOfDisconnection(tails, members, degree, colluders + dropouts) >= connectivity)
            {
                continue;
            }

            int most = tails.SmallestExceeded(colluders, degree, Math.ScaleB(1.0 / members, -(SecurityBits + 1)));
            int least = tails.LargestMissed(members - dropouts, degree, Math.ScaleB(1.0 / members, -CorrectnessBits));
            most = splitsShares ? (int)Math.Ceiling((most + degree - 1.25) / 2) : most;
            found = most < least ? new GraphParameters(degree, Math.Max(most + 1, 2)) : null;
        }

        return found is not null;
    }

    /// <summary>
    /// How many survivors every arc of half the degree must hold so that it holds an honest one: 1 + the colluders that an arc has, except with a chance of
    /// 2^−41 over all arcs. A coordinator knows the ring when it names the dropouts and could name all of an arc, which would cut the ring. This check is
    /// ours; the paper assumes dropouts that do not depend on the graph.
    /// </summary>
    /// <param name="members">n.</param>
    /// <param name="colluders">⌊γn⌋.</param>
    /// <param name="degree">k.</param>
    public static int SurvivorsOfAnArc(int members, int colluders, int degree) =>
        new Hypergeometric(members).SmallestExceeded(colluders, degree / 2, Math.ScaleB(1.0 / members, -(SecurityBits + 1))) + 1;

    // ln of a bound on the chance that removing the colluders and the dropouts leaves the ring in parts: two arcs of degree/2 members, all of them removed.
    private static double LogOfDisconnection(Hypergeometric tails, int n, int degree, int removed) =>
        Math.Log(n) + Math.Log(n - degree - 1) - Math.Log(2) + tails.LogFactorial(removed) + tails.LogFactorial(n - degree) - tails.LogFactorial(n) - tails.LogFactorial(removed - degree);
}
