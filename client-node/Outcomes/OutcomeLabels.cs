using System.Buffers.Binary;
using Federated.ClientNode.Ledger;

namespace Federated.ClientNode.Outcomes;

/// <summary>
/// What is known to have happened, by customer: the label of a row whose customer has an outcome is the outcome, whatever the table says. Made for one contract.
/// It takes 30 to 60 bytes of memory a customer.
/// </summary>
/// <param name="hash">Names customers as the ledger does.</param>
/// <param name="known">The latest outcome of each customer, as a table's labels hold it.</param>
/// <param name="ignored">Outcomes that are no value of the contract's label.</param>
internal sealed class OutcomeLabels(CustomerHash hash, IReadOnlyDictionary<UInt128, float> known, int ignored)
{
    /// <summary>Customers with an outcome.</summary>
    public int Count => known.Count;

    /// <summary>Outcomes that the contract no longer has as a value of its label.</summary>
    public int Ignored { get; } = ignored;

    /// <param name="id">The customer's id, as in the table.</param>
    /// <param name="label">1 or 0 for two classes, the index of the value for several, the number itself for a number.</param>
    public bool TryFind(string id, out float label)
    {
        label = 0;
        return known.Count > 0 && known.TryGetValue(Key(hash.Name(id)), out label);
    }

    internal static UInt128 Key(ReadOnlySpan<byte> customer) => BinaryPrimitives.ReadUInt128BigEndian(customer);
}
