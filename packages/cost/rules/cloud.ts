import { amount, anyClass, type Effect, everywhere, fromZero, limit, type Rule } from '../rule.ts'

const spotFirst: Effect = {
  kind: 'class',
  ladder: ['spot', 'preemptible', 'on_demand', 'on-demand', 'regular', 'standard'],
}
/** Retention of 0 days is for ever. */
const retention: Effect = { kind: 'amount', absent: Number.POSITIVE_INFINITY, unlimited: [0, -1] }

/**
 * Names under which clouds state what is paid for. CloudFormation, Terraform and Pulumi write them alike but for case and `_`:
 * `MaxSize`, `max_size`, `maxSize`.
 */
export const cloudRules: readonly Rule[] = [
  ...everywhere(
    `reservedConcurrentExecutions reservedConcurrency maxReadRequestUnits maxWriteRequestUnits maxPrice spotMaxPrice
    throttlingRateLimit throttlingBurstLimit expirationInDays expirationDays noncurrentVersionExpirationInDays`,
    limit,
    true,
  ),
  ...everywhere('retentionInDays logRetentionInDays messageRetentionDuration', retention, true),
  // Further down it is a health check's.
  { at: 'timeout', effect: { kind: 'amount', unit: 'time' }, bounds: true },
  ...everywhere(
    'maxSize maxCapacity maxCount maxNodeCount totalMaxNodeCount maxInstances maxInstanceCount maxScale maxReplicas maxVcpus maxWorkers',
    amount,
    true,
  ),
  ...everywhere(
    `minSize minCapacity minCount minNodeCount totalMinNodeCount minInstances minInstanceCount minScale minReplicas minVcpus
    desiredCapacity desiredSize desiredCount desiredVcpus desiredNumberOfInstances nodeCount initialNodeCount numNodes instanceCount
    initialInstanceCount targetSize numCacheNodes numCacheClusters numNodeGroups replicasPerNodeGroup replicaCount readReplicaCount
    numberOfNodes numberOfBrokerNodes numberOfWorkers numberOfInstances masterInstanceCount shardCount clusterSize parallelism
    readCapacity writeCapacity readCapacityUnits writeCapacityUnits capacityUnits capacity allocatedStorage volumeSize volumeSizeInGB
    diskSizeGb diskSize bootDiskSizeGb osDiskSizeGb storageGb storageSizeGb storageMb storageCapacity throughputCapacity iops throughput
    storageThroughput provisionedIops memorySize memory memoryMb memoryInMb cpu cpus vcpu minAcu maxAcu processingUnits
    acceleratorCount gpuCount workerCount maxConcurrency zoneCount quantity`,
    amount,
  ),
  ...everywhere(
    'maxAllocatedStorage provisionedConcurrentExecutions provisionedConcurrency performanceInsightsRetentionPeriod warmPoolSize',
    fromZero,
  ),
  ...everywhere(
    'backupRetentionPeriod backupRetentionDays automaticBackupRetentionDays snapshotRetentionLimit',
    amount,
  ),
  ...everywhere(
    'capacityType provisioningModel purchaseOption purchasingOption spotAllocationType launchType capacityProvider',
    spotFirst,
  ),
  {
    at: '** priority',
    effect: { kind: 'class', ladder: ['spot', 'low', 'regular'], absent: 'regular', only: true },
  },
  { at: '** availabilityType', effect: { kind: 'class', ladder: ['zonal', 'regional'], absent: 'zonal' } },
  { at: '** storageClass', effect: anyClass },
  ...everywhere(
    `instanceType instanceTypes machineType vmSize nodeType cacheNodeType dbInstanceClass instanceClass clusterInstanceClass
    replicationInstanceClass hostInstanceType masterType masterInstanceType workerType sku skuName skuTier tier serviceTier pricingTier
    plan planId size edition databaseEdition acceleratorType gpuType volumeType storageType diskType osDiskType billingMode
    computeType loadBalancerType performanceMode throughputMode accountTier accountReplicationType replicationType tenancy engineMode
    elasticPoolId priceClass streamMode loadBalancerScheme`,
    anyClass,
  ),
  ...everywhere(
    'multiAz multiAzEnabled zoneRedundant zoneRedundancyEnabled geoRedundantBackupEnabled performanceInsightsEnabled detailedMonitoring',
    { kind: 'switch', on: 'costs' },
  ),
  ...everywhere('spot preemptible spotInstance useSpotInstances', { kind: 'switch', on: 'saves' }),
  ...everywhere(
    'replicationConfiguration replicationRules replicaRegions replicaSettings crossRegionCopy copyActions',
    { kind: 'presence', of: 'costs' },
  ),
  ...everywhere(
    `lifecycleConfiguration lifecycleRule lifecycleRules lifecyclePolicy lifecyclePolicies timeToLiveSpecification ttl
    spotPrice spotOptions spotMarketOptions instanceMarketOptions mixedInstancesPolicy budgetLimit autoDelete autoPause
    autoTerminationPolicy scalingPolicy`,
    { kind: 'presence', of: 'savings' },
    true,
  ),
  ...everywhere('replicas replica globalSecondaryIndexes globalSecondaryIndex guestAccelerators', {
    kind: 'entries',
  }),
  ...everywhere('scheduleExpression', { kind: 'schedule' }),
]
