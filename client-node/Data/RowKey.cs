using System.Runtime.InteropServices;
using System.Text;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Data;

/// <summary>The key of a row for the split: of the customer's id or, without one, of all that the contract reads of the row.</summary>
internal sealed class RowKey(DataContract contract, string salt)
{
    private readonly bool _hasTexts = contract.Columns.Any(field => field.IsText);

    /// <summary>The key of a trimmed id.</summary>
    public ulong OfId(string id) => TrainTestSplit.KeyOfId(salt, Encoding.UTF8.GetBytes(id));

    /// <summary>The key of a row: its numbers as 64-bit floats, then its texts as UTF-8 with their lengths.</summary>
    /// <param name="values">One a column that is read: a number, or the index of a category's value.</param>
    /// <param name="texts">One for each of the contract's columns; null where missing or no text.</param>
    public ulong OfRow(ReadOnlySpan<double> values, ReadOnlySpan<string?> texts)
    {
        ReadOnlySpan<byte> numbers = MemoryMarshal.AsBytes(values);
        if (!_hasTexts)
            return TrainTestSplit.KeyOfRow(salt, numbers);
        using var row = new MemoryStream();
        row.Write(numbers);
        foreach (var text in texts)
        {
            var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
            row.Write(BitConverter.GetBytes(text is null ? -1 : bytes.Length));
            row.Write(bytes);
        }
        return TrainTestSplit.KeyOfRow(salt, row.ToArray());
    }
}
