namespace Federated.Tasks.Schema;

/// <summary>What one row of a partner's table stands for.</summary>
public enum RowKind
{
    /// <summary>A customer: an id that stands twice is a fault.</summary>
    Customers,

    /// <summary>Something that happened, such as a purchase, a view or a week of sales: one customer has many.</summary>
    Events,
}
