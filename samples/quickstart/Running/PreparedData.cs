using Federated.Samples.Quickstart.Columns;
using Federated.Samples.Quickstart.Partners;

namespace Federated.Samples.Quickstart.Running;

/// <summary>A table that is ready to be given to partners.</summary>
/// <param name="Task">Task of the catalogue.</param>
/// <param name="Columns">The header of every partner's file.</param>
/// <param name="Delimiter">What separates cells in them.</param>
/// <param name="Guess">The contract, and where its fields are found.</param>
/// <param name="Partners">The rows of each.</param>
/// <param name="Notices">What was left out or grouped.</param>
internal sealed record PreparedData(
    string Task, IReadOnlyList<string> Columns, char Delimiter, ContractGuess Guess, IReadOnlyList<PartnerRows> Partners, IReadOnlyList<string> Notices);
