namespace Federated.ClientNode.Profiles;

/// <summary>What one source knows of customers: a model, or the transactions.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">A customer's id and a cell for each column, null where it knows nothing; read once. Of a customer who occurs twice the last row counts.</param>
internal sealed record ProfilePart(IReadOnlyList<ProfileColumn> Columns, IEnumerable<(string Id, string?[] Cells)> Rows);
