namespace Federated.ClientNode.Data.Sql;

/// <summary>A query and where it is asked.</summary>
/// <param name="Text">One SELECT, in the database's own SQL.</param>
/// <param name="Provider"><c>sqlite</c>, <c>postgres</c>, or the name of a driver in <see cref="DriverFolder"/>.</param>
/// <param name="Connection">How the database is reached.</param>
/// <param name="Timeout">How long the database may take over the query.</param>
/// <param name="PushDown">Whether the database computes the sums of exact computations, so that rows of theirs never leave it.</param>
/// <param name="RowsNever">Whether no row of it may reach this process: only sums are asked for.</param>
/// <param name="DriverFolder">The folder <c>drivers</c> beside the mapping.</param>
internal sealed record SqlQuery(string Text, string Provider, ConnectionText Connection, TimeSpan Timeout, bool PushDown, bool RowsNever, string DriverFolder);
