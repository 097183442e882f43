namespace Federated.Computations.Experience;

/// <summary>Counts of answers at hand.</summary>
/// <param name="answers">The answers, enumerated anew in each round.</param>
public sealed class AnswerSums(IEnumerable<SurveyAnswer> answers) : IAnswerSums
{
    /// <inheritdoc/>
    public void Add(ExperienceRequest request, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(request);
        Span<double> groups = into[..request.PeriodsStart], periods = into[request.PeriodsStart..request.DriversStart], drivers = into[request.DriversStart..];
        foreach (SurveyAnswer answer in answers)
        {
            Require(answer, request);
            int place = answer.Value - request.Lowest;
            groups[((answer.Group < 0 ? request.Groups.Length : answer.Group) * request.Answers) + place]++;
            periods[((answer.Period < 0 ? request.Periods.Length : answer.Period) * request.Answers) + place]++;
            double y = (double)place / (request.Answers - 1);
            ReadOnlySpan<float> values = answer.Drivers.Span;
            for (int driver = 0; driver < values.Length; driver++)
            {
                double x = values[driver];
                drivers[3 * driver] += x;
                drivers[(3 * driver) + 1] += x * x;
                drivers[(3 * driver) + 2] += x * y;
            }
        }
    }

    private static void Require(SurveyAnswer answer, ExperienceRequest request)
    {
        if (answer.Value < request.Lowest || answer.Value > request.Highest)
            throw new ContributionException($"An answer is {answer.Value}; it lies from {request.Lowest} to {request.Highest}. Correct or drop the row.");
        if (answer.Group < -1 || answer.Group >= request.Groups.Length || answer.Period < -1 || answer.Period >= request.Periods.Length)
            throw new ContributionException($"An answer is of group {answer.Group} and period {answer.Period}; {request.Groups.Length} groups and {request.Periods.Length} periods are declared.");
        if (answer.Drivers.Length != request.Drivers.Length || answer.Drivers.Span.ContainsAnyExceptInRange(-1f, 1f))
            throw new ContributionException($"An answer has {answer.Drivers.Length} drivers, or one beyond ±1; {request.Drivers.Length} within ±1 are declared.");
    }
}
