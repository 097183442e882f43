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
            AddDrivers(answer.Drivers.Span, (double)place / (request.Answers - 1), drivers);
        }
    }

    private static void AddDrivers(ReadOnlySpan<float> values, double y, Span<double> into)
    {
        for (int driver = 0; driver < values.Length; driver++)
        {
            double x = values[driver];
            if (double.IsNaN(x))
                continue;
            Span<double> sums = into.Slice(ExperienceRequest.DriverSums * driver, ExperienceRequest.DriverSums);
            sums[0]++;
            sums[1] += x;
            sums[2] += x * x;
            sums[3] += y;
            sums[4] += y * y;
            sums[5] += x * y;
        }
    }

    private static void Require(SurveyAnswer answer, ExperienceRequest request)
    {
        if (answer.Value < request.Lowest || answer.Value > request.Highest)
            throw new ContributionException($"An answer is {answer.Value}; it lies from {request.Lowest} to {request.Highest}. Correct or drop the row.");
        if (answer.Group < -1 || answer.Group >= request.Groups.Length || answer.Period < -1 || answer.Period >= request.Periods.Length)
            throw new ContributionException($"An answer is of group {answer.Group} and period {answer.Period}; {request.Groups.Length} groups and {request.Periods.Length} periods are declared.");
        if (answer.Drivers.Length != request.Drivers.Length || IsBeyond(answer.Drivers.Span))
            throw new ContributionException($"An answer has {answer.Drivers.Length} drivers, or one beyond ±1; {request.Drivers.Length} within ±1 are declared.");
    }

    private static bool IsBeyond(ReadOnlySpan<float> drivers)
    {
        foreach (float driver in drivers)
        {
            if (driver is < -1 or > 1)
                return true;
        }

        return false;
    }
}
