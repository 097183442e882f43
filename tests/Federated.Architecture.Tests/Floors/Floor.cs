namespace Federated.Architecture.Tests.Floors;

/// <summary>Where one project stands.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Number">1 is the ground.</param>
/// <param name="IsPure">No I/O, no clock, no global randomness: the compiler enforces it for projects that say so.</param>
/// <param name="MayUse">Projects that it may compile against.</param>
internal sealed record Floor(string Project, int Number, bool IsPure, IReadOnlyList<string> MayUse);
