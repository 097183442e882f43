using Federated.Grpc.Wire;
using Microsoft.Extensions.Options;

namespace Federated.Grpc.Server;

/// <summary>Reports every fault of the options at once.</summary>
internal sealed class GrpcServiceOptionsValidator : IValidateOptions<GrpcServiceOptions>
{
    public ValidateOptionsResult Validate(string? name, GrpcServiceOptions options)
    {
        var faults = new List<string>();
        if (options.MaxReceiveMessageSize < 1)
            faults.Add($"GrpcServiceOptions.MaxReceiveMessageSize is {options.MaxReceiveMessageSize} and has to be at least 1 byte.");
        if (options.MaxSendMessageSize < 1)
            faults.Add($"GrpcServiceOptions.MaxSendMessageSize is {options.MaxSendMessageSize} and has to be at least 1 byte.");
        if (options.ResponseCompressionAlgorithm is not (null or GrpcHeaders.Gzip))
            faults.Add($"GrpcServiceOptions.ResponseCompressionAlgorithm is '{options.ResponseCompressionAlgorithm}': use gzip or leave it out.");
        if (options.TimeProvider is null)
            faults.Add("GrpcServiceOptions.TimeProvider is null: leave it out for the system's clock.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
