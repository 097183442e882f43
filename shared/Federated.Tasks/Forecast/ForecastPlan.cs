using System.Collections.Immutable;
using Federated.Computations.Forecasting;

namespace Federated.Tasks.Forecast;

/// <summary>
/// Where the past ends for each fit, the same for all partners. Every cut is the last period that its models see; the horizon after it is what they are judged on. The first cuts are for choosing and calibrating, the next for the backtest,
/// and the last is the end of the common periods, from where one forecasts.
/// </summary>
internal sealed class ForecastPlan
{
    // Periods to learn from before the first cut.
    private const int LeastPast = 4;

    // More hardly sharpen the bands, and take periods that models could learn from.
    private const int MostValidations = 4;

    public ForecastPlan(Calendar calendar, ForecastSettings settings)
    {
        (Calendar, Settings) = (calendar, settings);
        Validations = settings.Validations > 0 ? settings.Validations : Fitting(calendar, settings);
        int folds = Validations + settings.Tests, past = calendar.Last - (folds * settings.Horizon) - calendar.First + 1;
        if (past < LeastPast)
        {
            throw new TaskStateException(
                $"The partners have {calendar.Last - calendar.First + 1} periods in common, but {folds} cuts with {settings.Horizon} periods after each and {LeastPast} before them take {(folds * settings.Horizon) + LeastPast}. "
                + "Lower 'horizon', 'cuts' or 'validation_cuts', or bring a longer history.");
        }

        Cuts = [.. Enumerable.Range(0, folds + 1).Select(cut => calendar.Last - ((folds - cut) * settings.Horizon))];
        HasSeason = settings.Season > 1 && 4 * past >= 5 * settings.Season;
    }

    /// <summary>Whether enough partners have the value by which prices count, so that its elasticity may be told; empty when they count for all alike.</summary>
    public ImmutableArray<bool> HeldPrices { get; init; } = [];

    public Calendar Calendar { get; }

    public ForecastSettings Settings { get; }

    /// <summary>Last known period of each fit, ascending: validation, test, and the end.</summary>
    public ImmutableArray<int> Cuts { get; }

    /// <summary>Cuts for choosing and calibrating, before those of the test.</summary>
    public int Validations { get; }

    public IEnumerable<int> ValidationCuts => Enumerable.Range(0, Validations);

    public IEnumerable<int> TestCuts => Enumerable.Range(Validations, Settings.Tests);

    public int LastCut => Cuts.Length - 1;

    /// <summary>Where the past ends for models that take too many rounds to be trained at every cut: at the first validation cut, the first test cut, and the end.</summary>
    public ImmutableArray<int> TrainedCuts => [0, Validations, LastCut];

    /// <summary>Which of those a cut is forecast by: the last that ends no later.</summary>
    public int TrainedFor(int cut) => cut == LastCut ? 2 : cut >= Validations ? 1 : 0;

    /// <summary>Whether the past before the first cut spans a season and a quarter: a smooth course can be told from it, and forecasts without it go wrong by all that a season does.</summary>
    public bool HasSeason { get; }

    // As many as leave half of the periods to learn from.
    private static int Fitting(Calendar calendar, ForecastSettings settings)
    {
        int periods = calendar.Last - calendar.First + 1, free = (periods / 2) - (settings.Tests * settings.Horizon);
        return Math.Clamp(free / settings.Horizon, 1, MostValidations);
    }

    /// <summary>The place of a regression among all.</summary>
    public int Model(int cut, int ahead) => (cut * Settings.Horizon) + ahead - 1;

    /// <summary>The first period that a fit learns from, for its targets.</summary>
    public int FirstTarget(int cut) => Settings.Window > 0 ? Math.Max(0, Cuts[cut] - Settings.Window + 1) : 0;
}
