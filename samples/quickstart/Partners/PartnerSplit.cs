namespace Federated.Samples.Quickstart.Partners;

/// <summary>A table dealt out to partners.</summary>
/// <param name="Partners">Three to twelve partners, each with rows of both classes.</param>
/// <param name="Notices">What was grouped or left out, a sentence each.</param>
internal sealed record PartnerSplit(IReadOnlyList<PartnerRows> Partners, IReadOnlyList<string> Notices);
