namespace Federated.Computations.Experience;

/// <summary>A node's answers, seen only through counts by group, by period and answer, and sums of each driver with the answer.</summary>
public interface IAnswerSums
{
    /// <summary>
    /// Adds for each group and then for no declared one the count of each answer, lowest first; the same by period; then for each driver n, Σx, Σx², Σy,
    /// Σy² and Σxy of the answers that have it, with
    /// x the driver brought to ±1 and y = (answer − lowest)/(highest − lowest).
    /// </summary>
    /// <exception cref="ContributionException">An answer cannot be counted; the message says why.</exception>
    void Add(ExperienceRequest request, Span<double> into);
}
