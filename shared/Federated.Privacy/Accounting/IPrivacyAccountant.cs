using Federated.Privacy.Events;

namespace Federated.Privacy.Accounting;

/// <summary>A way to bound what events spend together. Answers are upper bounds, and the same for the same question on every machine.</summary>
public interface IPrivacyAccountant
{
    /// <summary>What stands in statements and logs, for instance <c>rdp</c>.</summary>
    string Name { get; }

    /// <summary>The least ε that this accountant can prove.</summary>
    /// <param name="released">What was released.</param>
    /// <param name="delta">δ, 1e-20 to 0.999999.</param>
    /// <param name="adjacency">Which data sets are neighbours; the events' noise multipliers are over the sensitivity under it.</param>
    /// <returns>ε ≥ 0; infinite when nothing can be proven at this δ.</returns>
    /// <exception cref="UnsupportedEventException">An event has no bound here, under this adjacency.</exception>
    /// <exception cref="PrivacyParameterException">δ is out of range, or the event too large.</exception>
    double Epsilon(PrivacyEvent released, double delta, Adjacency adjacency);

    /// <summary>The least δ that this accountant can prove.</summary>
    /// <param name="released">What was released.</param>
    /// <param name="epsilon">ε, 0 to 1e12.</param>
    /// <param name="adjacency">Which data sets are neighbours.</param>
    /// <returns>δ, 0 to 1.</returns>
    /// <exception cref="UnsupportedEventException">An event has no bound here, under this adjacency.</exception>
    /// <exception cref="PrivacyParameterException">ε is out of range, or the event too large.</exception>
    double Delta(PrivacyEvent released, double epsilon, Adjacency adjacency);
}
