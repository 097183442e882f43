using Federated.Tasks.Documents;

namespace Federated.Tasks.Jobs;

/// <summary>Reads and writes <c>model:</c>. Keys that belong to another kind are unknown keys.</summary>
internal static class ModelReader
{
    private const int MostLayers = 8;
    private const int MostUnits = 4096;
    private const int MostRecurrentUnits = 256;
    private static readonly ModelSpec Standard = new();

    public static string WordOf(ModelKind kind) => kind switch
    {
        ModelKind.Logistic => "logistic",
        ModelKind.Mlp => "mlp",
        ModelKind.BoostedTrees => "boosted_trees",
        ModelKind.RandomForest => "random_forest",
        ModelKind.NaiveBayes => "naive_bayes",
        ModelKind.Linear => "linear",
        ModelKind.Ease => "ease",
        ModelKind.ItemKnn => "item_knn",
        ModelKind.Popularity => "popularity",
        ModelKind.Gru4Rec => "gru4rec",
        ModelKind.SasRec => "sasrec",
        ModelKind.TwoTower => "two_tower",
        ModelKind.Factors => "factors",
        ModelKind.Gru => "gru",
        ModelKind.Own => "own",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of model."),
    };

    /// <param name="section">What is written; null when nothing is.</param>
    /// <param name="kinds">Kinds that the task knows, the default first.</param>
    public static ModelSpec Read(DocumentSection? section, IReadOnlyList<ModelKind> kinds)
    {
        if (section is null)
            return WithDefaults(kinds[0]);
        string word = section.Choice("kind", [.. kinds.Select(WordOf)], WordOf(kinds[0]));
        ModelSpec model = WithDefaults(kinds.Single(kind => WordOf(kind) == word));
        model = model.Kind switch
        {
            ModelKind.Logistic or ModelKind.Linear => model with { Penalty = section.Number("penalty", new NumberRange(0, 1e6), model.Penalty) },
            ModelKind.Mlp => model with
            {
                Hidden = section.WholeNumbers("hidden", MostLayers, 1, MostUnits) ?? model.Hidden,
                Dropout = section.Number("dropout", new NumberRange(0, 0.9), 0),
                BatchNorm = section.Truth("batch_norm", fallback: false),
            },
            ModelKind.BoostedTrees => Trees(section, model) with { Shrinkage = section.Number("shrinkage", new NumberRange(0, 1, MinimumExcluded: true), model.Shrinkage) },
            ModelKind.RandomForest => Trees(section, model),
            ModelKind.Gru => model with { Units = section.WholeNumber("units", 1, MostRecurrentUnits, model.Units) },
            _ => model,
        };
        section.Close();
        return model;
    }

    public static void Write(DocumentWriter writer, ModelSpec model)
    {
        writer.Word("kind", WordOf(model.Kind));
        switch (model.Kind)
        {
            case ModelKind.Logistic or ModelKind.Linear:
                writer.Number("penalty", model.Penalty);
                break;
            case ModelKind.Mlp:
                writer.Numbers("hidden", model.Hidden);
                writer.Number("dropout", model.Dropout);
                writer.Truth("batch_norm", model.BatchNorm);
                break;
            case ModelKind.Gru:
                writer.Number("units", model.Units);
                break;
            case ModelKind.BoostedTrees or ModelKind.RandomForest:
                writer.Number("trees", model.Trees);
                writer.Number("depth", model.Depth);
                writer.Number("bins", model.Bins);
                writer.Number("minimum_leaf_rows", model.MinimumLeafRows);
                if (model.Kind == ModelKind.BoostedTrees)
                    writer.Number("shrinkage", model.Shrinkage);
                break;
        }
    }

    private static ModelSpec Trees(DocumentSection section, ModelSpec model) => model with
    {
        Trees = section.WholeNumber("trees", 1, 1000, model.Trees),
        Depth = section.WholeNumber("depth", 1, 10, model.Depth),
        Bins = section.WholeNumber("bins", 4, 255, model.Bins),
        MinimumLeafRows = section.WholeNumber("minimum_leaf_rows", 1, 1_000_000, model.MinimumLeafRows),
    };

    private static ModelSpec WithDefaults(ModelKind kind) => Standard with { Kind = kind, Hidden = kind == ModelKind.Mlp ? [64, 32] : [] };
}
