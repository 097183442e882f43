namespace Federated.ClientNode.Data.Sql;

/// <summary>A column of a table that is written.</summary>
/// <param name="Name">Any characters but control characters.</param>
/// <param name="Kind">What its cells hold.</param>
internal sealed record SqlColumn(string Name, SqlColumnKind Kind);
