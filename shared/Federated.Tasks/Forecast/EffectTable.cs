using System.Collections.Immutable;

namespace Federated.Tasks.Forecast;

/// <summary>Slopes of scaled columns as effects in the units of the fields.</summary>
internal static class EffectTable
{
    public static IReadOnlyList<Effect> Of(ForecastContext context, EffectColumns columns, ImmutableArray<double> slopes, ImmutableArray<double> errors) =>
        [.. columns.Effects.Select((effect, column) => Of(context, columns, effect, slopes[column], errors[column]))];

    private static Effect Of(ForecastContext context, EffectColumns columns, (int Regressor, int Value) effect, double slope, double error)
    {
        Regressor regressor = context.Fields.Regressors[effect.Regressor];
        string value = effect.Value switch { EffectColumns.All => "", EffectColumns.Others => "_others", _ => $"_{context.Fields.Series[context.Fields.PriceBy].Values[effect.Value]}" };
        double unit = context.Unit / regressor.Unit;
        return new Effect(
            (regressor.IsPrice ? "elasticity_" : "effect_") + regressor.Name + value, regressor.Name + columns.WordsOf(effect.Value), regressor.IsPrice, slope * unit, error * unit);
    }
}
