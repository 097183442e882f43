namespace Federated.Computations.Experience;

/// <summary>A node's answers, seen only through counts by group, by period and answer, and sums of driver, driver² and driver·answer.</summary>
public interface IAnswerSums
{
    /// <summary>
    /// Adds for each group and then for no declared one the count of each answer, lowest first; the same by period; then for each driver Σx, Σx² and Σxy, with
    /// x the driver brought to ±1 and y = (answer − lowest)/(highest − lowest).
    /// </summary>
    /// <exception cref="ContributionException">An answer cannot be counted; the message says why.</exception>
    void Add(ExperienceRequest request, Span<double> into);
}
