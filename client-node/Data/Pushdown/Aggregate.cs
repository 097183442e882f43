namespace Federated.ClientNode.Data.Pushdown;

/// <summary>One number that a database makes of many rows. There is no other kind of answer than these.</summary>
internal readonly record struct Aggregate
{
    private readonly string _sql;

    private Aggregate(string sql) => _sql = sql;

    /// <summary>Rows.</summary>
    public static Aggregate Count { get; } = new("COUNT(*)");

    /// <summary>Rows that have a value.</summary>
    public static Aggregate CountOf(string value) => new($"COUNT({value})");

    /// <summary>Different values.</summary>
    public static Aggregate CountDistinct(string value) => new($"COUNT(DISTINCT {value})");

    /// <summary>The sum of a value; 0 where no row has one.</summary>
    public static Aggregate Sum(string value) => new($"SUM({value})");

    /// <summary>The least value.</summary>
    public static Aggregate Least(string value) => new($"MIN({value})");

    /// <summary>The greatest value.</summary>
    public static Aggregate Greatest(string value) => new($"MAX({value})");

    public override string ToString() => _sql ?? throw new InvalidOperationException("An aggregate is made by one of its factories.");
}
