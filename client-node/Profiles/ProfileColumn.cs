namespace Federated.ClientNode.Profiles;

/// <summary>A column of a profile.</summary>
/// <param name="Name">Its heading, unique in the table.</param>
/// <param name="Kind">What it is.</param>
internal sealed record ProfileColumn(string Name, ProfileColumnKind Kind);
