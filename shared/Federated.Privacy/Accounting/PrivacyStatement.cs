using System.Globalization;
using Federated.Privacy.Events;

namespace Federated.Privacy.Accounting;

/// <summary>An ε with everything without which it says nothing.</summary>
/// <param name="Epsilon">ε, 0 or more; may be infinite.</param>
/// <param name="Delta">δ.</param>
/// <param name="Unit">Whose influence is bounded.</param>
/// <param name="Adjacency">Which data sets are neighbours.</param>
/// <param name="Mechanism">Kinds of the events that were counted, in order of first appearance, <c>none</c> when there were none.</param>
/// <param name="Accountant">Who computed it.</param>
public sealed record PrivacyStatement(double Epsilon, double Delta, PrivacyUnit Unit, Adjacency Adjacency, string Mechanism, string Accountant)
{
    /// <summary>What <paramref name="released"/> spends.</summary>
    /// <exception cref="UnsupportedEventException">The accountant has no bound for an event.</exception>
    /// <exception cref="PrivacyParameterException">δ is out of range, or the event too large.</exception>
    public static PrivacyStatement Of(IPrivacyAccountant accountant, PrivacyEvent released, double delta, PrivacyUnit unit, Adjacency adjacency)
    {
        ArgumentNullException.ThrowIfNull(accountant);
        return new PrivacyStatement(accountant.Epsilon(released, delta, adjacency), delta, unit, adjacency, NameOf(released), accountant.Name);
    }

    /// <summary>For instance <c>ε = 1.25 at δ = 1E-05 for a customer (add-remove), gaussian by rdp</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"ε = {Epsilon} at δ = {Delta} for a {Unit.ToString().ToLowerInvariant()} ({(Adjacency == Adjacency.AddRemove ? "add-remove" : "substitute")}), {Mechanism} by {Accountant}");

    private static string NameOf(PrivacyEvent released)
    {
        IEnumerable<string> kinds = EventCounts.Of(released).Keys.Select(each => each is PoissonSampledEvent sampled ? $"{sampled.Kind}({NameOf(sampled.Inner)})" : each.Kind).Distinct();
        string names = string.Join(", ", kinds);
        return names.Length > 0 ? names : "none";
    }
}
