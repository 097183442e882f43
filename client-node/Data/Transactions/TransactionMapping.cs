using Federated.ClientNode.Data.Sources;

namespace Federated.ClientNode.Data.Transactions;

/// <summary>What <c>transactions:</c> of a mapping says: one row a purchase, of which features of each customer are made.</summary>
internal sealed record TransactionMapping
{
    /// <summary><c>source:</c> where the transactions are.</summary>
    public required RowSource Source { get; init; }

    /// <summary><c>customer:</c> the column with the customer's id, the same as in the customer table.</summary>
    public required string Customer { get; init; }

    /// <summary><c>date:</c> the column with the day of the transaction.</summary>
    public required string Date { get; init; }

    /// <summary><c>amount:</c> the column with what was spent; returns may be negative.</summary>
    public required string Amount { get; init; }

    /// <summary><c>category:</c> the column with what was bought, or null.</summary>
    public string? Category { get; init; }

    /// <summary><c>as_of:</c> the day on which the features are known: later transactions do not enter them.</summary>
    public required DateTime AsOf { get; init; }

    /// <summary><c>horizon_days:</c> the days after <see cref="AsOf"/> whose transactions make up what is to be predicted; 0 (the default) for none, at most 3,660.</summary>
    public int HorizonDays { get; init; }

    /// <summary><c>date_format:</c> null for ISO 8601.</summary>
    public DateFormat DateFormat { get; init; } = DateFormat.Iso;

    /// <summary><c>invalid: error | drop_row</c>: a transaction without customer, date or amount, or with one that cannot be read. Default error.</summary>
    public CellTreatment Invalid { get; init; } = CellTreatment.Error;
}
