using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Sentiment;

/// <summary>Made-up feedback in English and Chinese, of which the words that decide its class are known.</summary>
internal static class Reviews
{
    private static readonly string[][] Deciding =
    [
        ["terrible", "broken", "rude", "很差", "失望"],
        ["wonderful", "friendly", "excellent", "很好", "满意"],
        ["ordinary", "average", "acceptable", "一般", "还行"],
    ];

    private static readonly string[] Filler = ["the", "service", "was", "delivery", "staff", "and", "product", "very", "my", "order", "服务", "产品", "快递", "客服"];

    /// <summary>Rows of a contract with the text field "comment", a number of classes, and an id.</summary>
    /// <param name="contract">Columns: comment alone.</param>
    /// <param name="rows">How many.</param>
    /// <param name="classes">2 or 3.</param>
    /// <param name="seed">Of the draw.</param>
    public static LocalTable Draw(DataContract contract, int rows, int classes, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(contract);
        for (int row = 0; row < rows; row++)
        {
            int label = generator.NextBelow(classes);
            // One in twenty says the opposite.
            int said = generator.NextBelow(20) == 0 ? (label + 1) % classes : label;
            string[] words = [.. Enumerable.Range(0, 4 + generator.NextBelow(6)).Select(_ => Filler[generator.NextBelow(Filler.Length)])];
            words[generator.NextBelow(words.Length)] = Deciding[said][generator.NextBelow(5)];
            string?[] texts = [generator.NextBelow(50) == 0 ? null : string.Join(' ', words)];
            builder.Add([double.NaN], label, TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes($"{seed}/{row}")), texts);
        }

        return builder.Build();
    }

    public static LocalTable Of(DataContract contract, params string?[] texts)
    {
        var builder = new LocalTableBuilder(contract, hasLabels: false);
        foreach (string? text in texts)
            builder.Add([double.NaN], 0, 0, [text]);
        return builder.Build();
    }
}
