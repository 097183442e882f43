using Federated.Tasks.Schema;

namespace Federated.Tasks.Sentiment;

/// <summary>The text of each row: its text fields one below the other, in the contract's order; empty where all are missing.</summary>
internal static class TextColumn
{
    public static string[] Of(LocalTable table)
    {
        string[] fields = [.. table.Contract.Features.Where(field => field.IsText).Select(field => field.Name)];
        var texts = new string[table.RowCount];
        for (int row = 0; row < texts.Length; row++)
            texts[row] = string.Join('\n', fields.Select(field => table.Texts(field)[row]).Where(text => text is not null));
        return texts;
    }

    public static int[] Classes(LocalTable table)
    {
        var classes = new int[table.RowCount];
        for (int row = 0; row < classes.Length; row++)
            classes[row] = (int)table.Labels[row];
        return classes;
    }
}
