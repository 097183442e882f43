using Federated.Tasks.Documents;

namespace Federated.Tasks.Jobs;

/// <summary>Reads <c>model:</c>. Layers and dropout belong to mlp; elsewhere they are unknown keys.</summary>
internal static class ModelReader
{
    private const int MostLayers = 8;
    private const int MostUnits = 4096;
    private static readonly string[] Kinds = [.. Enum.GetValues<ModelKind>().Select(WordOf)];

    public static string WordOf(ModelKind kind) => kind switch
    {
        ModelKind.Logistic => "logistic",
        ModelKind.Mlp => "mlp",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of model."),
    };

    public static ModelSpec Read(DocumentSection section)
    {
        string word = section.Choice("kind", Kinds, WordOf(ModelKind.Logistic));
        ModelKind kind = Enum.GetValues<ModelKind>().Single(each => WordOf(each) == word);
        var model = new ModelSpec { Kind = kind };
        if (kind == ModelKind.Mlp)
            model = model with { Hidden = section.WholeNumbers("hidden", MostLayers, 1, MostUnits) ?? [64, 32], Dropout = section.Number("dropout", new NumberRange(0, 0.9), 0) };
        section.Close();
        return model;
    }
}
